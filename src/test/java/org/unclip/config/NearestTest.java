package org.unclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NearestTest {
    @Test
    void countsEdits() {
        assertEquals(0, Nearest.distance("batchSize", "batch-size"));
        assertEquals(1, Nearest.distance("setps", "steps"));
        assertEquals(3, Nearest.distance("kitten", "sitting"));
        assertEquals(5, Nearest.distance("", "width"));
    }

    @Test
    void farWordsHaveNoNearest() {
        assertEquals(Optional.empty(), Nearest.to("colour", List.of("steps", "eta")));
    }

    @Test
    void nearestIsTheFewestEditsAway() {
        assertEquals(Optional.of("steps"), Nearest.to("stepz", List.of("stop", "steps")));
    }
}
