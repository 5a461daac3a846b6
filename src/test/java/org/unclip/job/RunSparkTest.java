package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.Settings;
import org.unclip.storage.SmallStore;

final class RunSparkTest {
    @TempDir
    private Path directory;

    @Test
    void runOnOtherStorageLeavesNoScratchFolder() {
        SmallStore.setBytesLeft(1_000_000);
        Settings settings = Settings.load(
                Optional.empty(),
                List.of(
                        "run.dir=small:" + directory,
                        "run.threads=1",
                        setting("fs.small.impl"),
                        setting("fs.AbstractFileSystem.small.impl")));
        Path scratch;
        try (Run run = Run.open(settings, new Console(new PrintStream(System.err), false))) {
            scratch = Path.of(run.spark().conf().get("spark.local.dir")).getParent();
            assertTrue(Files.isDirectory(scratch), scratch.toString());
        }

        assertFalse(Files.exists(scratch), scratch.toString());
    }

    private static String setting(String hadoop) {
        return "spark.settings.spark.hadoop.%s=%s"
                .formatted(hadoop, SmallStore.settings().get(hadoop));
    }
}
