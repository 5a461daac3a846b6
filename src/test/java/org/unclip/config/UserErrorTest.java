package org.unclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class UserErrorTest {
    @Test
    void saysWhatValueAllowedAndMend() {
        UserError error = UserError.of("data.source", "shape", "one of shapes, folder, coco", "did you mean shapes?");

        assertEquals(
                "data.source is \"shape\", but must be one of shapes, folder, coco: did you mean shapes?",
                error.getMessage());
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    @Test
    void keepsCauseAndExitCode() {
        IOException cause = new IOException("no space left");

        UserError error = UserError.retry("The disk of run.dir is full: free some space and run again.", cause);

        assertSame(cause, error.getCause());
        assertEquals(ExitCode.RETRY, error.exitCode());
    }

    @Test
    void exitCodesKeepTheirNumbers() {
        int[] numbers =
                Arrays.stream(ExitCode.values()).mapToInt(ExitCode::number).toArray();

        assertEquals("[0, 10, 20, 21, 30, 40, 50]", Arrays.toString(numbers));
    }
}
