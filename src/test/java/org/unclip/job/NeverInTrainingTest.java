package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class NeverInTrainingTest {

    @Test
    void heldOutCombinationsAreKnownByTheirWords() {
        assertTrue(NeverInTraining.namesHeldOutCombination("a large red triangle on a white background"));
        assertTrue(NeverInTraining.namesHeldOutCombination("A blue circle above a Blue Star"));
    }

    @Test
    void theSameWordsApartOrInsideOthersAreNone() {
        assertFalse(NeverInTraining.namesHeldOutCombination("a red circle above a green triangle"));
        assertFalse(NeverInTraining.namesHeldOutCombination("a blue starfish"));
        assertFalse(NeverInTraining.namesHeldOutCombination(""));
    }
}
