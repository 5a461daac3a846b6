package org.unclip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.unclip.clip.TokenizerConfig;
import org.unclip.config.Settings;
import org.unclip.data.DataConfig;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.LossWeight;
import org.unclip.diffusion.SamplingConfig;
import org.unclip.diffusion.ScheduleConfig;
import org.unclip.job.ClipSection;
import org.unclip.job.GenerationSection;
import org.unclip.job.PriorSection;
import org.unclip.job.RunConfig;
import org.unclip.job.UnclipConfig;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.EmaConfig;
import org.unclip.prior.PriorSampling;
import org.unclip.training.TrainingConfig;

/** {@code reference.conf} has what the records read, no more and no less, and explains it. */
final class ReferenceConfTest {
    private static final Pattern VALUE = Pattern.compile("\\s*[A-Za-z0-9]+\\s*[={].*[^{]");

    private final Settings settings = Settings.load(Optional.empty(), List.of());

    @Test
    void runIsRead() {
        assertEquals(
                new RunConfig("runs/default", Optional.empty(), Optional.empty(), 1, Optional.empty(), 60, 25),
                settings.read("run", RunConfig.class));
    }

    @Test
    void everySectionIsReadAndNoKeyIsLeftOver() {
        UnclipConfig all = settings.read("", UnclipConfig.class);

        assertEquals(DataConfig.Source.SHAPES, all.data().source());
        assertEquals(List.of("decoder", "upsampler"), List.copyOf(all.stages().keySet()));
        assertEquals(List.of(), all.cascade());
        assertEquals(new GenerationSection(1, 8, List.of()), all.generation());
    }

    @Test
    void clipIsRead() {
        ClipSection clip = settings.read("clip", ClipSection.class);

        assertEquals(List.of(32, 64, 128, 128), clip.model().vision().channels());
        assertEquals(300, clip.training().steps());
    }

    @Test
    void partsOfModelsAndTrainingsAreRead() {
        assertEquals(new TokenizerConfig(1024, 16), settings.read("clip.tokenizer", TokenizerConfig.class));
        assertEquals(new AdamConfig(0.9, 0.99, 1e-8, 0.01), settings.read("training.adam", AdamConfig.class));
        assertEquals(new AdamConfig(0.9, 0.98, 1e-8, 0.05), settings.read("clip.training.adam", AdamConfig.class));
        assertEquals(new EmaConfig(0.995, true), settings.read("training.ema", EmaConfig.class));
        assertEquals(
                new ScheduleConfig(ScheduleConfig.Kind.COSINE, 1000),
                settings.read("stages.upsampler.schedule", ScheduleConfig.class));
    }

    @Test
    void trainingsAndSamplingsAreRead() {
        assertEquals(64, settings.read("training", TrainingConfig.class).batchSize());
        assertEquals(128, settings.read("clip.training", TrainingConfig.class).batchSize());
        TrainingConfig decoder = settings.read("stages.decoder.training", TrainingConfig.class);
        TrainingConfig upsampler = settings.read("stages.upsampler.training", TrainingConfig.class);
        assertEquals(List.of(2768L, 1218L), List.of(decoder.steps(), upsampler.steps()));
        assertEquals(
                6,
                settings.read("stages.upsampler.sampling", SamplingConfig.class).steps());
        assertEquals(
                LossWeight.Kind.SIMPLE,
                settings.read("stages.decoder.lossWeight", LossWeight.class).kind());
    }

    @Test
    void priorSectionIsRead() {
        PriorSection prior = settings.read("prior", PriorSection.class);
        assertEquals(EmbeddingScale.WHITENED, prior.model().scale());
        assertEquals(new PriorSampling(16, 0, 1, 2), prior.model().sampling());
        assertEquals(226, prior.training().steps());
    }

    @Test
    void everyValueIsExplained() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/main/resources/reference.conf"));
        List<String> unexplained = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            boolean value = VALUE.matcher(lines.get(i)).matches();
            boolean explained =
                    lines.get(i).contains(" # ") || lines.get(i - 1).strip().startsWith("# ");
            if (value && !explained) {
                unexplained.add(lines.get(i).strip());
            }
        }

        assertEquals(List.of(), unexplained);
    }
}
