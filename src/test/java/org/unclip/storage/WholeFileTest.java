package org.unclip.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

final class WholeFileTest {
    @TempDir
    private Path disk;

    @ParameterizedTest
    @ValueSource(strings = {"file", "small", "s3a"})
    void writesAndReplaces(String scheme) {
        SmallStore.setBytesLeft(1000);
        Folder folder = folder(scheme).folder("deep/er");

        folder.write("a.txt", out -> out.write(bytes("first")));
        folder.write("a.txt", out -> out.write(bytes("second")));

        assertEquals("second", text(folder.read("a.txt")));
        assertEquals(List.of("a.txt"), folder.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "small"})
    void createsButReplacesNothing(String scheme) {
        SmallStore.setBytesLeft(1000);
        Folder folder = folder(scheme).folder("deep/er");

        assertTrue(folder.create("a.txt", bytes("first")));
        assertFalse(folder.create("a.txt", bytes("second")));

        assertEquals("first", text(folder.read("a.txt")));
        assertEquals(List.of("a.txt"), folder.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "s3a"})
    void fullStoreLeavesTheFormerFileAndNothingElse(String scheme) {
        SmallStore.setBytesLeft(8);
        Folder folder = folder(scheme);
        folder.write("a.txt", out -> out.write(bytes("first")));

        UserError error = assertThrows(UserError.class, () -> folder.write("a.txt", out -> out.write(bytes("second"))));

        assertEquals(
                ("Cannot write %s/a.txt (No space left on device): what was there before is unchanged; free space there"
                                + " or choose another folder, then run the same command again.")
                        .formatted(folder),
                error.getMessage());
        assertEquals(ExitCode.RETRY, error.exitCode());
        assertEquals("first", text(folder.read("a.txt")));
        assertEquals(List.of("a.txt"), folder.names());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "limits a file's size with the shell's ulimit")
    void fullDiskLeavesTheFormerFile() throws Exception {
        Folder folder = folder("file");
        folder.write("big.bin", out -> out.write(bytes("first")));

        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 200; exec \"$@\"",
                        "sh",
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteTooMuch.class.getName(),
                        disk.toString())
                .redirectErrorStream(true)
                .start();
        String said = text(process.getInputStream().readAllBytes());

        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("Cannot write " + disk + "/big.bin (File too large): what was there before"), said);
        assertEquals("first", text(folder.read("big.bin")));
        assertEquals(List.of("big.bin"), folder.names());
    }

    @Test
    void deniedWriteSaysSo() {
        Folder folder = folder("s3a");
        SmallStore.setBytesLeft(1000);
        SmallStore.deny();

        UserError error = assertThrows(UserError.class, () -> folder.write("a", out -> out.write(1)));

        assertEquals(
                "Cannot write %s/a (Permission denied): allow this user to write there, or choose another folder. Who"
                                .formatted(folder)
                        + " that is say AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or spark.hadoop.fs.s3a.access.key and"
                        + " secret.key in spark.settings: check these keys.",
                error.getMessage());
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    @Test
    void folderThatIsAFileIsNamed() {
        Folder folder = folder("file");
        folder.write("a", out -> out.write(1));

        UserError error = assertThrows(UserError.class, () -> folder.folder("a").write("b", out -> out.write(1)));

        assertTrue(error.getMessage().startsWith("Cannot write " + disk + "/a/b ("), error.getMessage());
    }

    @Test
    void writerThatFailsLeavesNothing() {
        Folder folder = folder("file");

        assertThrows(
                UserError.class,
                () -> folder.write("a", out -> {
                    out.write(new byte[5_000_000]);
                    throw new IOException("no more");
                }));

        assertEquals(List.of(), folder.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "small", "s3a"})
    void appends(String scheme) {
        SmallStore.setBytesLeft(1000);
        Folder folder = folder(scheme).folder("new");

        folder.append("log", bytes("a\n"));
        folder.append("log", bytes("b\n"));

        assertEquals("a\nb\n", text(folder.read("log")));
    }

    @Test
    void missingFileIsNamed() {
        UserError error = assertThrows(UserError.class, () -> folder("file").read("model.json"));

        assertEquals(
                disk + File.separator + "model.json is missing: check the path, or run the job that writes it.",
                error.getMessage());
    }

    private Folder folder(String scheme) {
        return Folder.at(scheme + "://" + disk, SmallStore.settings());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes more into a folder than it may, and prints what it is told. */
    static final class WriteTooMuch {
        private WriteTooMuch() {}

        public static void main(String[] arguments) {
            try {
                Folder.at(arguments[0]).write("big.bin", out -> out.write(new byte[10_000_000]));
            } catch (UserError e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
