package org.unclip.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.unclip.nn.Minibatch;
import org.unclip.random.KeyedRandom;

final class StageObjectiveTest {

    @Test
    void makesTheSameBatchesInAnotherProcess() {
        StageObjective objective = new StageObjective(TestStages.decoder(), TestStages.CONDITIONS);
        StageExamples examples = TestStages.examples(TestStages.decoder(), 4);

        Minibatch here = objective.batch(examples, KeyedRandom.of(1, "batch"));
        Minibatch there = SerializationUtils.clone(objective).batch(examples, KeyedRandom.of(1, "batch"));

        for (int i = 0; i < here.inputs().length; i++) {
            assertEquals(here.inputs()[i], there.inputs()[i]);
        }
        assertEquals(here.labels(), there.labels());
    }
}
