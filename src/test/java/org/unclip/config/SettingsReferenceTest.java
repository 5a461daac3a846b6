package org.unclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unclip.config.SettingsReference.Key;

final class SettingsReferenceTest {
    private final SettingsReference reference = new SettingsReference();

    @Test
    void everyKeyHasAMeaning() {
        List<Key> silent = reference.below("").stream()
                .filter(key -> !key.meaning().contains("."))
                .toList();

        assertEquals(List.of(), silent);
    }

    @Test
    void inheritedKeyHasTheMeaningOfItsTemplateAndItsOwnRemark() {
        assertEquals(
                List.of(new Key(
                        "clip.training.steps",
                        "300",
                        "Optimiser steps in all. Here: enough for drawn scenes of one object.")),
                reference.below("clip.training.steps"));
        assertEquals(
                "Decay of the running mean of the squared gradient, 0 up to 1.",
                reference.below("clip.training.adam.beta2").get(0).meaning());
    }

    @Test
    void sectionThatIsNoneIsAnsweredWithTheNearest() {
        UserError error = assertThrows(UserError.class, () -> reference.below("prior.trainng"));

        assertEquals(
                "the section or key is \"prior.trainng\", but must be one of reference.conf: did you mean prior.training?",
                error.getMessage());
    }
}
