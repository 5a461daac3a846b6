package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.config.Settings;
import org.unclip.config.UserError;

final class UnclipConfigTest {
    @Test
    void cascadeIsInTheOrderOfSizes() {
        assertEquals(List.of("base", "up"), read().cascade());
        assertEquals(
                List.of("decoder", "up256", "up1024"),
                read(Path.of("conf/paper.conf")).cascade());
    }

    @Test
    void stagesThatDoNotChainAreNamed() {
        assertProblem(
                "unet.up.lowSize (--set unet.up.lowSize=16) must be 32, the size of the stage before, got 16",
                "unet.up.lowSize=16");
    }

    @Test
    void cascadeWithoutADecoderIsNamed() throws IOException {
        int line = Files.readAllLines(Path.of("conf/quickstart.conf")).indexOf("    lowSize = 32") + 1;
        assertProblem(
                "unet.up.lowSize (conf/quickstart.conf:%d) must be 0, because the smallest stage enlarges nothing, got 32"
                        .formatted(line),
                "unet.base=null");
    }

    @Test
    void picturesStoredTooSmallAreNamed() {
        assertProblem(
                "data.imageSize (--set data.imageSize=32) must be at least 64, the size of the last stage, got 32",
                "data.imageSize=32");
    }

    @Test
    void wrongValueOfATemplateIsOneProblem() {
        assertProblem(
                "training.gradientClip (--set training.gradientClip=0) must be above 0, got 0.0",
                "training.gradientClip=0");
    }

    private static void assertProblem(String expected, String... sets) {
        UserError error = assertThrows(UserError.class, () -> read(sets));
        assertEquals("Configuration: " + expected, error.getMessage());
    }

    private static UnclipConfig read(String... sets) {
        return read(Path.of("conf/quickstart.conf"), sets);
    }

    private static UnclipConfig read(Path file, String... sets) {
        return Settings.load(Optional.of(file), Arrays.asList(sets)).read("", UnclipConfig.class);
    }
}
