package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MetricTest {
    private static final Measure MEASURE =
            new Measure("some-share", "Some share", Metric.Better.HIGHER, "what it says", "what it does not");

    @Test
    void refusesWhatIsNoMeasurement() {
        assertThrows(IllegalArgumentException.class, () -> share(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> share(1).as("Some Share", "Some share"));
    }

    @Test
    void somethingToCompareWithHasNoBetterSide() {
        assertEquals(Metric.Better.NEITHER, share(0.5).neither().better());
        assertEquals(share(0.5).value(), share(0.5).neither().value());
    }

    @Test
    void aShareOfAllIsNotCertain() {
        Interval none = new Interval(1, 1);
        assertEquals(Interval.wilson(20, 20), new Estimate(1, none).ofShare(20).interval());
        assertEquals(none, new Estimate(0.5, none).ofShare(20).interval(), "the bootstrap's, where it has a width");
    }

    private static Metric share(double value) {
        return MEASURE.at(value, new Interval(0, 1));
    }
}
