package org.unclip.job.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.job.doctor.Finding.Status;
import org.unclip.job.stress.S3Server;
import org.unclip.storage.Folder;

/** The storage of a run: a local disk, a real S3 server, and one that keeps no promise. */
final class StorageCheckTest {
    @TempDir
    Path folder;

    /** An object store that replaces an object where it was told not to. */
    public static final class Careless extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("gs:///");
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path path,
                boolean overwrite,
                int bufferBytes,
                short replication,
                long blockBytes,
                Progressable progress)
                throws IOException {
            return super.create(path, true, bufferBytes, replication, blockBytes, progress);
        }
    }

    @Test
    void localDiskIsFitAndLeftAsItWas() throws IOException {
        Path run = folder.resolve("run");

        assertEquals(List.of(Status.OK, Status.OK, Status.OK), statuses(check(run.toString(), new Configuration())));
        assertFalse(Files.exists(run));

        Files.writeString(Files.createDirectory(run).resolve("mine"), "kept");
        assertEquals(List.of(Status.OK, Status.OK, Status.OK), statuses(check(run.toString(), new Configuration())));
        try (var names = Files.list(run)) {
            assertEquals(List.of(run.resolve("mine")), names.toList());
        }
    }

    @Test
    void fileInTheWayIsForTheUserToMend() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        Finding finding = check(file.resolve("run").toString(), new Configuration())
                .look()
                .get(0);

        assertEquals(Status.FAIL, finding.status());
        assertEquals(ExitCode.FATAL, finding.exitCode());
    }

    @Test
    void clockThatIsFarFromTheStoragesIsAWarning() {
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90));
        Finding finding = new StorageCheck(() -> Folder.at(folder.toString()), fast)
                .look()
                .get(2);

        assertEquals(Status.WARN, finding.status());
        assertTrue(finding.found().matches("(89|90|91) s apart from the storage's"), finding.found());
    }

    @Test
    void storageThatLetsTwoCreateAFileFails() {
        Configuration settings = new Configuration();
        settings.setClass("fs.gs.impl", Careless.class, RawLocalFileSystem.class);
        settings.setBoolean("fs.gs.impl.disable.cache", true);

        List<Finding> findings = check("gs://" + folder, settings).look();

        assertEquals(
                List.of(Status.OK, Status.FAIL, Status.OK),
                findings.stream().map(Finding::status).toList());
        assertEquals(ExitCode.FATAL, findings.get(1).exitCode());
    }

    @Test
    void s3IsFitWithItsKeysAndFailsWithoutThem() {
        try (S3Server server = S3Server.start(folder.resolve("s3"))) {
            Configuration settings = new Configuration();
            server.hadoopSettings().forEach(settings::set);
            String run = server.bucket() + "/runs/one";

            assertEquals(List.of(Status.OK, Status.OK, Status.OK), statuses(check(run, settings)));

            Configuration wrong = new Configuration(settings);
            wrong.set("fs.s3a.secret.key", "guessed");
            wrong.setBoolean("fs.s3a.impl.disable.cache", true);
            Finding refused = check(run, wrong).look().get(0);
            assertEquals(Status.FAIL, refused.status());
            assertEquals(ExitCode.FATAL, refused.exitCode());
            assertTrue(refused.found().contains("check these keys"), refused.found());

            server.kill();
            Configuration fresh = new Configuration(settings);
            fresh.setBoolean("fs.s3a.impl.disable.cache", true);
            Finding away = check(run, fresh).look().get(0);
            assertEquals(ExitCode.RETRY, away.exitCode(), away.toString());
        }
    }

    private static List<Status> statuses(Check check) {
        return check.look().stream().map(Finding::status).toList();
    }

    private static StorageCheck check(String folder, Configuration settings) {
        return new StorageCheck(() -> Folder.at(folder, settings), Clock.systemUTC());
    }
}
