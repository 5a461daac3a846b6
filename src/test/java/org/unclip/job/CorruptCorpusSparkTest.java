package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.cli.Main;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.data.layout.Tars;
import org.unclip.job.CorruptCorpus.Item;

/**
 * Ingest and embed of data sets with everything wrong that can be. The folder is ingested by a process with as little heap as
 * Spark starts with, a twentieth of what some pictures announce to be.
 */
final class CorruptCorpusSparkTest {
    @TempDir
    private Path directory;

    private final TreeMap<String, String> wrong = new TreeMap<>(); // reason by key
    private final List<String> good = new ArrayList<>();
    private Path corpus;

    @BeforeEach
    void makeCorpus() throws IOException {
        corpus = Files.createDirectory(directory.resolve("corpus"));
    }

    @Test
    void whatIsWrongInFoldersAndTarsIsRejectedAndAllElseEmbeddedOnce() throws Exception {
        makeFolder();
        makeTars();

        assertEquals(ExitCode.DONE.number(), ingestWithLittleMemory(settings("folder")));
        try (Run run = open("webdataset")) {
            assertEquals(ExitCode.DONE, IngestJob.run(run).exitCode());
            TrainClipJob.run(run);
            assertEquals(ExitCode.DONE, EmbedJob.run(run).exitCode());
            assertTables(run);
            assertEquals(ExitCode.NOTHING_TO_DO, IngestJob.run(run).exitCode());
            assertEquals(ExitCode.NOTHING_TO_DO, EmbedJob.run(run).exitCode());
        }
        try (Run run = open("folder")) {
            assertEquals(ExitCode.NOTHING_TO_DO, IngestJob.run(run).exitCode());
            assertTables(run);
        }
    }

    @Test
    void filesThatThisUserMayNotReadAreRejected() throws IOException {
        for (String name : List.of("good.png", "closed.png", "silenced.png")) {
            Files.write(corpus.resolve(name), Tars.picture(9));
            Files.writeString(corpus.resolve(name.replace("png", "txt")), "a dot");
        }
        close("closed.png");
        close("silenced.txt");
        expect("folder/good.png", null);
        expect("folder/closed.png", "unreadable-file");
        expect("folder/silenced.png", "unreadable-file");

        try (Run run = open("folder")) {
            IngestJob.run(run);
            assertPairs(run);
        }
    }

    private void makeFolder() throws IOException {
        for (Item item : CorruptCorpus.items()) {
            item.writeTo(corpus);
            expect("folder/" + (item.image() == null ? item.name() + ".txt" : item.picture()), item.reason());
        }
        Files.createSymbolicLink(corpus.resolve("nowhere.jpg"), Path.of("not-there.jpg"));
        Files.writeString(corpus.resolve("nowhere.txt"), "a picture that was moved");
        expect("folder/nowhere.txt", "missing-picture");
        Files.createDirectory(corpus.resolve("folder.jpg"));
        Files.writeString(corpus.resolve("folder.txt"), "a folder's name ends like a picture's");
        expect("folder/folder.txt", "missing-picture");
    }

    private void makeTars() throws IOException {
        Tars tar = new Tars();
        for (Item item : CorruptCorpus.items()) {
            item.writeTo(tar);
            expect("webdataset/0.tar/" + item.name(), item.reason());
        }
        tar.sample("twice", 1, "first").sample("other", 2, "other");
        tar.sample("twice", 3, "second").sample("other", 4, "again").sample("twice", 5, "third");
        expect("webdataset/0.tar/twice", null);
        expect("webdataset/0.tar/other", null);
        expect("webdataset/0.tar/twice (again)", "duplicate-key");
        expect("webdataset/0.tar/other (again)", "duplicate-key");
        Files.write(corpus.resolve("0.tar"), tar.end());

        byte[] whole = new Tars().sample("a", 1, "one").sample("b", 2, "two").end();
        Files.write(
                corpus.resolve("plain.tar"), Arrays.copyOf(whole, 7 * 512 + 9)); // in the middle of the second picture
        expect("webdataset/plain.tar/a", null);
        expect("webdataset/plain.tar", "cut-archive");
        byte[] packed = Tars.gzip(whole);
        Files.write(corpus.resolve("packed.tar.gz"), Arrays.copyOf(packed, packed.length / 2));
        expect("webdataset/packed.tar.gz/a", "cut-archive"); // its picture is there, its caption is not
        expect("webdataset/packed.tar.gz", "cut-archive");
        Files.write(corpus.resolve("empty.tar"), new byte[0]);
        expect("webdataset/empty.tar", "cut-archive");
        Files.writeString(corpus.resolve("page.tar"), "<html>not found</html>".repeat(100));
        expect("webdataset/page.tar", "damaged-archive");
    }

    private void expect(String key, String reason) {
        if (reason == null) {
            good.add(key);
        } else {
            wrong.put(key, reason);
        }
    }

    /** As root, who may read everything, there is nothing to be seen. */
    private void close(String name) throws IOException {
        Path file = corpus.resolve(name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "skipped: this user may read files that nobody may");
    }

    private Run open(String source) {
        Console console = new Console(new PrintStream(OutputStream.nullOutputStream()), false);
        return Run.open(Settings.load(Optional.empty(), settings(source)), console);
    }

    private void assertTables(Run run) {
        assertPairs(run);
        assertEquals(good.stream().sorted().toList(), rows(run, "embeddings", "key"));
    }

    private void assertPairs(Run run) {
        assertEquals(good.stream().sorted().toList(), rows(run, "pairs", "key"));
        List<String> rejected = new ArrayList<>();
        wrong.forEach((key, reason) -> rejected.add(key + " ingest " + reason));
        assertEquals(rejected.stream().sorted().toList(), rows(run, "rejected", "concat_ws(' ', key, stage, reason)"));
    }

    private static List<String> rows(Run run, String table, String expression) {
        List<Row> rows = run.spark()
                .read()
                .format("delta")
                .load(run.table(table))
                .selectExpr(expression)
                .collectAsList();
        return rows.stream().map(row -> row.getString(0)).sorted().toList();
    }

    private int ingestWithLittleMemory(List<String> settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@conf/jvm.options",
                "-Xmx460m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "ingest"));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<String> settings(String source) {
        return List.of(
                "run.dir=" + directory.resolve("run"),
                "run.threads=2",
                "data.source=" + source,
                "data.path=" + corpus,
                "data.imageSize=16",
                "data.validationFraction=0",
                "data.maxRejectedFraction=1",
                "clip.training.steps=1",
                "clip.training.warmupSteps=0",
                "clip.training.batchSize=2",
                "clip.training.microBatches=1");
    }
}
