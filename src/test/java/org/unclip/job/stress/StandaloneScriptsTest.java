package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs of deploy/standalone say before they start anything. */
final class StandaloneScriptsTest {
    record Ended(int status, String printed) {}

    @TempDir
    Path folder;

    @Test
    void gpusArePrintedAsSparkWantsThem() throws Exception {
        program("nvidia-smi", "[ \"$*\" = '--query-gpu=index --format=csv,noheader' ] && printf '0\\n1\\n'");

        Ended ended = run(folder + ":/usr/bin:/bin", "deploy/standalone/discover-gpus");

        assertEquals(new Ended(0, "{\"name\":\"gpu\",\"addresses\":[\"0\",\"1\"]}\n"), ended);
    }

    @Test
    void failureOfNvidiaSmiIsNoEmptyListOfGpus() throws Exception {
        program("nvidia-smi", "echo 'no driver' >&2; exit 9");

        Ended ended = run(folder + ":/usr/bin:/bin", "deploy/standalone/discover-gpus");

        assertEquals(new Ended(9, "no driver\n"), ended);
    }

    @Test
    void missingNvidiaSmiIsSaid() throws Exception {
        for (String tool : new String[] {"bash", "env"}) {
            Files.createSymbolicLink(folder.resolve(tool), Path.of("/usr/bin", tool));
        }

        Ended ended = run(folder.toString(), "deploy/standalone/discover-gpus");

        assertEquals(30, ended.status());
        assertTrue(ended.printed().startsWith("No nvidia-smi on the PATH: install NVIDIA's driver"), ended.printed());
    }

    @Test
    void tooFewGpusAreSaidAndLeaveNoProcess() throws Exception {
        Path discovery = program("discovery", "echo '{\"name\":\"gpu\",\"addresses\":[\"7\"]}'");
        Path cluster = folder.resolve("cluster");

        Ended ended = run(
                System.getenv("PATH"),
                "deploy/standalone/cluster",
                "worker",
                "--master",
                "spark://127.0.0.1:9",
                "--dir",
                cluster.toString(),
                "--gpus",
                "2",
                "--discovery",
                discovery.toString());

        assertEquals(30, ended.status());
        assertTrue(ended.printed().contains("--gpus is 2 for each worker, but " + discovery + " found {"));
        assertEquals(
                10,
                run(System.getenv("PATH"), "deploy/standalone/cluster", "status", "--dir", cluster.toString())
                        .status());
    }

    @Test
    void statusSaysThatNothingRuns() throws Exception {
        String dir = folder.toString();

        assertEquals(
                new Ended(10, "Nothing was started in " + dir + ".\n"),
                run(System.getenv("PATH"), "deploy/standalone/cluster", "status", "--dir", dir));
        assertEquals(
                new Ended(10, "No S3 server runs in " + dir + ".\n"),
                run(System.getenv("PATH"), "deploy/standalone/s3", "status", "--dir", dir));
        assertEquals(
                new Ended(10, "No History server runs in " + dir + ".\n"),
                run(System.getenv("PATH"), "deploy/standalone/history", "status", "--dir", dir));
    }

    @Test
    void wrongOptionsAreNamed() throws Exception {
        assertWrong("Unknown command begin: start, worker, status or stop", "cluster", "begin");
        assertWrong("Unknown option --nodes", "cluster", "start", "--nodes", "2");
        assertWrong("--cores is \"two\", but must be a whole number", "cluster", "start", "--cores", "two");
        assertWrong(
                "--set is \"worker.timeout=5\", but must be spark.KEY=VALUE",
                "cluster",
                "start",
                "--set",
                "worker.timeout=5");
        assertWrong("--master is missing", "cluster", "worker", "--dir", folder.toString());
        assertWrong("--bucket is \"A B\", but must be", "s3", "start", "--bucket", "A B");
        assertWrong("--logs is missing", "history", "start", "--dir", folder.toString());
        assertWrong(
                "--logs is /no/folder, but no folder is there",
                "history",
                "start",
                "--dir",
                folder.toString(),
                "--logs",
                "/no/folder");
        assertWrong("--wait is \"long\", but must be a whole number", "history", "start", "--wait", "long");
    }

    @Test
    void helpNeedsNothing() throws Exception {
        for (String script : new String[] {"cluster", "history", "s3"}) {
            Ended ended = run("/usr/bin:/bin", "deploy/standalone/" + script, "--help");

            assertEquals(0, ended.status());
            assertTrue(ended.printed().contains("deploy/standalone/" + script + " start"), ended.printed());
        }
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        boolean installed = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "shellcheck")));
        assumeTrue(installed, "needs shellcheck, which is not installed");

        Ended ended = run(
                System.getenv("PATH"),
                "shellcheck",
                "-x",
                "deploy/standalone/cluster",
                "deploy/standalone/discover-gpus",
                "deploy/standalone/history",
                "deploy/standalone/processes.sh",
                "deploy/standalone/s3");

        assertEquals(new Ended(0, ""), ended);
    }

    private void assertWrong(String message, String script, String... arguments) throws Exception {
        String[] command = Stream.concat(Stream.of("deploy/standalone/" + script), Stream.of(arguments))
                .toArray(String[]::new);

        Ended ended = run(System.getenv("PATH"), command);

        assertEquals(30, ended.status(), ended.printed());
        assertTrue(ended.printed().startsWith(message), ended.printed());
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/bash\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Ended run(String path, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), printed);
    }
}
