package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double Z_SQUARED = 1.959963984540054 * 1.959963984540054;

    @Test
    void wilsonHasItsClosedFormAtTheEnds() {
        Interval none = Interval.wilson(0, 10);
        assertEquals(0, none.low());
        assertEquals(Z_SQUARED / (10 + Z_SQUARED), none.high(), 1e-15);
        Interval all = Interval.wilson(10, 10);
        assertEquals(10 / (10 + Z_SQUARED), all.low(), 1e-15);
        assertEquals(1, all.high());
    }

    /** Its ends are the shares from which the one found is 1.96 of their own standard deviations away. */
    @Test
    void wilsonEndsWhereTheShareFoundIsJustBelievable() {
        Interval interval = Interval.wilson(7, 30);
        for (double end : new double[] {interval.low(), interval.high()}) {
            assertEquals(Z_SQUARED * end * (1 - end) / 30, Math.pow(7.0 / 30 - end, 2), 1e-15);
        }
    }

    @Test
    void wilsonRefusesWhatIsNoShare() {
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
    }

    @Test
    void percentilesLeaveOutWhatIsNoNumber() {
        double[] replicates = IntStream.rangeClosed(0, 201)
                .mapToDouble(i -> i == 201 ? Double.NaN : 200 - i)
                .toArray();
        assertEquals(new Interval(5, 195), Interval.percentiles(replicates));
    }
}
