package org.unclip.paramserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unclip.paramserver.DecayRanges.Range;

final class DecayRangesTest {
    private final DecayRanges ranges =
            DecayRanges.of(List.of(new Range(20, 30), new Range(5, 10), new Range(30, 31), new Range(40, 50)));

    @Test
    void splitsASliceIntoRuns() {
        assertEquals("0-5 5+10 10-20 20+30 30+31 31-40 40+50 50-60 ", runs(0, 0, 60));
    }

    @Test
    void runsCountFromTheSlicesOwnBeginning() {
        assertEquals("2-3 3+13 13+14 14-15 ", runs(17, 2, 15));
        assertEquals("0+4 ", runs(42, 0, 4));
        assertEquals("0-9 ", runs(50, 0, 9));
    }

    @Test
    void withoutRangesNothingDecays() {
        StringBuilder text = new StringBuilder();
        DecayRanges.of(List.of()).forEachRun(0, 0, 7, (from, to, decays) -> text.append(from + "-" + to + decays));
        assertEquals("0-7false", text.toString());
    }

    @Test
    void overlapsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> DecayRanges.of(List.of(new Range(0, 5), new Range(4, 6))));
        assertThrows(IllegalArgumentException.class, () -> DecayRanges.of(List.of(new Range(5, 4))));
    }

    private String runs(long offset, int from, int to) {
        StringBuilder text = new StringBuilder();
        ranges.forEachRun(offset, from, to, (a, b, decays) -> text.append(a)
                .append(decays ? '+' : '-')
                .append(b)
                .append(' '));
        return text.toString();
    }
}
