package org.unclip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/unclip} and {@code jobs/quickstart} in a copy of the project with stand-ins for Java and Maven. */
final class LauncherTest {
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

    record Ended(int status, String out, String err) {}

    @TempDir
    Path folder;

    private Path project;
    private Path programs;

    @BeforeEach
    void copyProject() throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        programs = Files.createDirectory(folder.resolve("bin"));
        Files.createDirectories(project.resolve("src/main"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        for (String job : List.of("unclip", "quickstart")) {
            Path copy = project.resolve("jobs").resolve(job);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("jobs").resolve(job), copy);
        }
        java("17", "for word in \"$@\"; do echo \"$word\"; done; echo \"omp $OMP_NUM_THREADS\"; exit 10");
        program("mvn", "mkdir -p target/classes && echo a.jar:b.jar > target/classpath.txt");
    }

    @Test
    void buildsOnceAndAgainWhenSourcesChange() throws Exception {
        assertTrue(unclip().err().contains("Building Unclip"));
        assertFalse(unclip().err().contains("Building Unclip"));

        Path source = Files.writeString(project.resolve("src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertTrue(unclip().err().contains("Building Unclip"));
    }

    @Test
    void startsJavaWithFlagsClassPathArgumentsAndExitCode() throws Exception {
        Ended ended = unclip("train-clip", "--set", "run.dir=a b");

        assertEquals(10, ended.status());
        List<String> words = ended.out().lines().toList();
        String home = project.toRealPath().toString();
        assertEquals("@" + home + "/conf/jvm.options", words.get(0));
        assertTrue(words.contains("-Xmx2g"), ended.out());
        assertTrue(words.contains(home + "/target/classes:a.jar:b.jar"), ended.out());
        int main = words.indexOf("org.unclip.cli.Main");
        assertEquals(List.of("train-clip", "--set", "run.dir=a b", "omp 1"), words.subList(main + 1, words.size()));
    }

    @Test
    void startsThroughSymbolicLinks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), Path.of("a project/jobs/unclip"));

        assertEquals(10, run(programs + ":/usr/bin:/bin", link.toString()).status());
    }

    @Test
    void passesErrorsOnAsTheyAre() throws Exception {
        java("17", "printf '" + WARNING + "\\nfirst\\nlast' >&2");

        String err = unclip().err();

        assertEquals(WARNING + "\nfirst\nlast", err.substring(err.indexOf('\n') + 1));
    }

    @Test
    void hidesTheIncubatorWarningAloneOnATerminal() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script(1) to make a terminal");
        java("17", "printf '" + WARNING + "\\nfirst\\n" + WARNING + "\\nlast' >&2; sleep 0.2");

        String shown = run(programs + ":/usr/bin:/bin", "script", "-qec", "'" + project + "/jobs/unclip'", "/dev/null")
                .out()
                .replace("\r", "");

        assertEquals("first\n" + WARNING + "\nlast", shown.substring(shown.indexOf('\n') + 1));
    }

    @Test
    void missingJavaNamesTheCommandThatInstallsIt() throws Exception {
        Files.delete(programs.resolve("java"));

        Ended ended = run(
                programs + ":" + toolsAlone(), project.resolve("jobs/unclip").toString());

        assertEquals(30, ended.status());
        assertTrue(ended.err().startsWith("Unclip needs Java 17, and there is no java on the PATH. Install it:\n"));
        assertTrue(ended.err().contains("openjdk-17-jdk-headless"), ended.err());
    }

    @Test
    void olderJavaNamesTheCommandThatInstallsTheRightOne() throws Exception {
        java("1.8", "exit 1");

        Ended ended = unclip();

        assertEquals(30, ended.status());
        assertTrue(ended.err().startsWith("Unclip needs Java 17 (up to 23), but " + programs + "/java is Java 8."));
    }

    @Test
    void missingMavenNamesTheCommandThatInstallsIt() throws Exception {
        Files.delete(programs.resolve("mvn"));

        Ended ended = run(
                programs + ":" + toolsAlone(), project.resolve("jobs/unclip").toString());

        assertEquals(30, ended.status());
        assertTrue(ended.err().startsWith("Unclip must be built first, and there is no Maven on the PATH."));
    }

    @Test
    void failedBuildIsFatal() throws Exception {
        program("mvn", "echo 'cannot find symbol'; exit 1");

        Ended ended = unclip();

        assertEquals(30, ended.status());
        assertTrue(ended.err().contains("cannot find symbol\nThe build failed: see Maven's message above.\n"));
    }

    @Test
    void quickstartRunsThePipelineAndNamesWhatItWrote() throws Exception {
        Ended ended = run(
                programs + ":/usr/bin:/bin",
                project.resolve("jobs/quickstart").toString(),
                "--out",
                "my run",
                "--seed",
                "7");

        assertEquals(10, ended.status());
        assertTrue(
                ended.out()
                        .contains("\npipeline\n--conf\n" + project + "/jobs/../conf/quickstart.conf\n--set\n"
                                + "run.dir=my run\n--set\nrun.seed=7\n"),
                ended.out());
        assertTrue(ended.out().contains("Written: my run/model "), ended.out());
        assertTrue(ended.out().contains(" my run/metrics.json "), ended.out());
    }

    @Test
    void quickstartHandsOnAStopAndEndsAsTheJobDoes() throws Exception {
        java("17", """
                trap 'echo stopped; exit 20' TERM
                kill -s TERM $PPID # as if a scheduler had sent it
                for i in $(seq 100); do sleep 0.1; done""");

        Ended ended = run(
                programs + ":/usr/bin:/bin", project.resolve("jobs/quickstart").toString());
        assertEquals(20, ended.status());
        assertTrue(ended.out().startsWith("stopped"), ended.out());
    }

    @Test
    void namesAreUtf8WhereThereIsNoLocale() throws Exception {
        java("17", "echo \"locale $LC_ALL\"");

        assertEquals("locale C.UTF-8\n", unclip("ingest").out());
    }

    @Test
    void quickstartRejectsWhatItDoesNotKnow() throws Exception {
        Ended ended = run(
                programs + ":/usr/bin:/bin", project.resolve("jobs/quickstart").toString(), "--fast");

        assertEquals(new Ended(30, "", "Unknown argument --fast: see jobs/quickstart --help.\n"), ended);
    }

    private Ended unclip(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("jobs/unclip").toString()));
        command.addAll(List.of(arguments));
        return run(programs + ":/usr/bin:/bin", command.toArray(String[]::new));
    }

    private Ended run(String path, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_HOME", "UNCLIP_HEAP", "UNCLIP_JAVA_OPTS", "LC_ALL", "LC_CTYPE", "LANG"));
        builder.environment().put("PATH", path);
        Path err = folder.resolve("err.txt");
        builder.redirectError(err.toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    /** A stand-in for Java that says its version and otherwise runs {@code script}. */
    private void java(String version, String script) throws IOException {
        program("java", """
                case "$1" in
                    -XshowSettings*) echo "    java.specification.version = %s" >&2; exit ;;
                    --list-modules) echo jdk.compiler@17; exit ;;
                esac
                %s""".formatted(version, script));
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A folder with the tools the launcher calls, and neither Java nor Maven. */
    private Path toolsAlone() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("bash", "cat", "dirname", "find", "flock", "grep", "mkdir", "mv", "sed", "touch")) {
            Path place = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), place);
        }
        Files.createSymbolicLink(tools.resolve("env"), Path.of("/usr/bin/env"));
        return tools;
    }
}
