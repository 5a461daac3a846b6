package org.unclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.job.Console;

final class EvaluateCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluate --conf absent.conf",
                "evaluate embeddings --conf absent.conf",
                "evaluate --conf absent.conf embeddings",
                "evaluate --conf absent.conf embeddings --set run.seed=2",
                "evaluate --conf other.conf embeddings --conf absent.conf"
            })
    void settingsCountBeforeAndBehindTheNameOfWhatIsMeasured(String line) {
        assertEquals(
                "Configuration file absent.conf does not exist: give --conf a readable HOCON file.\n", refused(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluate embeddings --set run.sed=2",
                "evaluate --set run.sed=2 embeddings --set run.threads=1",
                "evaluate --set run.threads=1 embeddings --set run.sed=2"
            })
    void noSettingIsLost(String line) {
        assertEquals("Configuration: run.sed (--set run.sed=2) is unknown: did you mean \"seed\"?\n", refused(line));
    }

    @Test
    void aModelIsNotMeasuredByItsEmbeddings() {
        assertEquals(
                "--model is \"runs/a/model\", but must be left out here: embeddings are those of the run that --conf"
                        + " names.\n",
                refused("evaluate --model runs/a/model embeddings"));
    }

    private static String refused(String line) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(err, true, StandardCharsets.UTF_8), false);
        Program program = new Program(new Main(console), new PrintStream(OutputStream.nullOutputStream()));
        assertEquals(30, program.run(line.split(" ")));
        return err.toString(StandardCharsets.UTF_8);
    }
}
