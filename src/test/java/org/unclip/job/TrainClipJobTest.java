package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.clip.ClipModel;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.storage.ModelCard;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.StoredLayout;

class TrainClipJobTest {
    @TempDir
    Path directory;

    @Test
    void anImportedClipIsLeftAlone() {
        Settings settings = Settings.load(Optional.empty(), List.of("run.dir=" + directory, "run.threads=1"));
        try (Run run = Run.open(settings, new Console(new PrintStream(System.err), false))) {
            ModelCard imported = new ModelCard(
                    ClipModel.KIND,
                    JsonNodeFactory.instance.objectNode(),
                    new StoredLayout(List.of()),
                    "",
                    0,
                    Map.of());
            ModelFolder.write(new RunFolder(run.folder()).clip(), imported, new float[0], Map.of());

            JobReport report = TrainClipJob.run(run);

            assertEquals(ExitCode.NOTHING_TO_DO, report.exitCode());
            assertEquals(
                    "train-clip: %s/model/clip is a CLIP that was imported; delete the folder to train one in its place"
                            .formatted(directory),
                    report.summary());
            assertFalse(Files.exists(directory.resolve("checkpoints")));
        }
    }
}
