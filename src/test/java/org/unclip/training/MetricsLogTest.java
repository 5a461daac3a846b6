package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.storage.Folder;

final class MetricsLogTest {
    private static final String PRIOR_10 = "{\"job\":\"prior\",\"step\":10,\"seconds\":1.5}\n";
    private static final String PRIOR_20 = "{\"job\":\"prior\",\"step\":20,\"seconds\":3.0}\n";

    @TempDir
    private Path disk;

    @Test
    void takesOutLaterLinesAndATornOne() throws IOException {
        Path file = written(PRIOR_10 + PRIOR_20 + "{\"job\":\"prior\",\"ste");

        MetricsLog log = MetricsLog.continuing(Folder.at(disk.toString()), "prior", 10);

        assertEquals(PRIOR_10, Files.readString(file));
        assertEquals(1.5, log.secondsBefore());
    }

    @Test
    void keepsALogThatEndsWhereItContinues() throws IOException {
        Path file = written(PRIOR_10 + PRIOR_20);

        MetricsLog.continuing(Folder.at(disk.toString()), "prior", 20);

        assertEquals(PRIOR_10 + PRIOR_20, Files.readString(file));
    }

    @Test
    void otherTrainingsOfTheRunAreLeftAlone() throws IOException {
        Path file = written(PRIOR_10 + PRIOR_20);

        MetricsLog.continuing(Folder.at(disk.toString()), "unet-base", 0);

        assertEquals(PRIOR_10 + PRIOR_20, Files.readString(file));
    }

    @Test
    void beginsWithoutAFile() {
        assertEquals(
                0, MetricsLog.continuing(Folder.at(disk.toString()), "prior", 0).secondsBefore());
    }

    private Path written(String lines) throws IOException {
        Path file = disk.resolve("metrics/prior.jsonl");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, lines);
    }
}
