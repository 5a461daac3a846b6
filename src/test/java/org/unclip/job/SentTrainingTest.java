package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.clip.ClipTraining;
import org.unclip.config.Settings;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.nn.ModelGraph;
import org.unclip.prior.PriorScaling;
import org.unclip.prior.PriorShape;
import org.unclip.prior.PriorTraining;
import org.unclip.training.BatchMakers;
import org.unclip.training.ExampleBatches;
import org.unclip.unet.ConditionShape;
import org.unclip.unet.StageConditions;
import org.unclip.unet.StageObjective;
import org.unclip.unet.UNet;

/** What a driver sends to its ranks arrives. */
final class SentTrainingTest {
    private final Settings settings = Settings.load(Optional.empty(), List.of());

    @Test
    void clipArrives() throws Exception {
        ClipTraining clip =
                new ClipTraining(settings.read("clip", ClipSection.class).model(), 600);

        assertArrives(clip.graph(), BatchMakers.clip(clip));
    }

    @Test
    void priorArrives() throws Exception {
        PriorTraining prior = new PriorTraining(
                settings.read("prior", PriorSection.class).model(),
                new PriorShape(64, 16, 128),
                PriorScaling.sqrtDim(64));

        assertArrives(prior.graph(), BatchMakers.prior(prior));
    }

    @Test
    void stagesArrive() throws Exception {
        ConditionShape shape = new ConditionShape(64, 128, 16);
        for (String name : List.of("decoder", "upsampler")) {
            StageSection stage = settings.read("stages." + name, StageSection.class);

            assertArrives(
                    UNet.graph(stage.model(), shape),
                    BatchMakers.decoder(new StageObjective(
                            stage.model(), new StageConditions(shape, EmbeddingScaling.sqrtDim(64)))));
        }
    }

    private static void assertArrives(ModelGraph graph, ExampleBatches.Maker maker) throws Exception {
        assertEquals(graph, sent(graph));
        sent(maker);
    }

    private static Object sent(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
