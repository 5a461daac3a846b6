package org.unclip.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.job.stress.S3Server;
import org.unclip.job.stress.Signal;

/** Holders in processes of their own, on the local disk and on a real S3 server. */
@Timeout(600)
final class LeaseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    @TempDir
    static Path directory;

    private static S3Server server;

    private enum Storage {
        LOCAL,
        S3;

        /** A new folder's path or URI. */
        String place() {
            return (this == LOCAL ? directory : server.bucket()) + "/leases/" + FOLDERS.incrementAndGet();
        }

        Map<String, String> settings() {
            return this == LOCAL ? Map.of() : server.hadoopSettings();
        }

        Folder open(String place) {
            Configuration configuration = new Configuration();
            settings().forEach(configuration::set);
            return Folder.at(place, configuration);
        }

        LeaseHolder holder(String place, Duration longestSilence) throws Exception {
            return new LeaseHolder(place, settings(), longestSilence);
        }
    }

    @BeforeAll
    static void startServer() {
        server = S3Server.start(directory.resolve("s3"));
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void secondJobIsToldWhoHoldsSinceWhen(Storage storage) throws Exception {
        String place = storage.place();
        Instant before = Instant.now().minusSeconds(1);
        try (LeaseHolder holder = storage.holder(place, MINUTE)) {
            UserError error = assertThrows(UserError.class, () -> take(storage.open(place), MINUTE));

            assertEquals(ExitCode.HELD, error.exitCode());
            String start =
                    "The table is held by embed, process " + holder.handle().pid() + " on ";
            assertTrue(error.getMessage().startsWith(start), error.getMessage());
            Instant since =
                    Instant.parse(error.getMessage().replaceAll(".* since (\\S+): wait for its end\\..*", "$1"));
            assertTrue(since.isAfter(before) && since.isBefore(Instant.now().plusSeconds(1)), error.getMessage());
            assertTrue(
                    error.getMessage().endsWith("; if it gives none for 60 s, the same command takes over."),
                    error.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void releaseLetsTheNextInWithAHigherEpoch(Storage storage) {
        Folder folder = storage.open(storage.place());
        List<String> lines = new ArrayList<>();
        for (long epoch = 1; epoch <= 4; epoch++) {
            try (Lease lease = take(folder, MINUTE)) {
                assertEquals(epoch, lease.epoch());
                lease.requireHeld();
                lines.add(lease.line());
            }
        }

        assertEquals(1, lines.stream().distinct().count());
        assertEquals(List.of("holder-000003.json", "holder-000004.json"), folder.names());
    }

    @ParameterizedTest
    @EnumSource
    void killedProcessIsTakenOverAtOnce(Storage storage) throws Exception {
        String place = storage.place();
        storage.holder(place, MINUTE).kill();

        try (Lease lease = take(storage.open(place), MINUTE)) {
            assertEquals(2, lease.epoch());
        }
    }

    @ParameterizedTest
    @EnumSource
    void holderGivesSignsOfLife(Storage storage) throws Exception {
        Folder folder = storage.open(storage.place());
        try (Lease lease = take(folder, SHORT)) {
            Instant first = folder.modified("holder-000001.json");
            while (folder.modified("holder-000001.json").equals(first)) {
                Thread.sleep(100);
            }
            lease.requireHeld();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stoppedProcessIsTakenOverAndFindsOut(Storage storage) throws Exception {
        String place = storage.place();
        try (LeaseHolder holder = storage.holder(place, SHORT)) {
            Signal.STOP.sendTo(holder.handle());
            try (Lease lease = takeOver(storage.open(place))) {
                assertEquals(2, lease.epoch());
                Signal.CONT.sendTo(holder.handle());
                String answer = holder.ask();

                String start = "HELD The table was lost to evaluate, process "
                        + ProcessHandle.current().pid() + " on ";
                assertTrue(answer.startsWith(start), answer);
                String end = ", after this job gave no sign of life for 3 s: start it again after that one's end.";
                assertTrue(answer.endsWith(end), answer);
                lease.requireHeld();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfManyWins(Storage storage) throws Exception {
        for (int round = 0; round < 5; round++) {
            Folder folder = storage.open(storage.place());
            List<Lease> winners = new ArrayList<>();
            for (Future<Lease> attempt : atOnce(8, () -> take(folder, MINUTE))) {
                try {
                    winners.add(attempt.get());
                } catch (ExecutionException e) {
                    assertEquals(
                            ExitCode.HELD,
                            ((UserError) e.getCause()).exitCode(),
                            e.getCause().toString());
                }
            }

            assertEquals(1, winners.size());
            winners.get(0).requireHeld();
            winners.get(0).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfManyCreatesAFile(Storage storage) throws Exception {
        Folder folder = storage.open(storage.place());
        for (int round = 0; round < 20; round++) {
            String name = "file-" + round;
            AtomicInteger writers = new AtomicInteger();
            int created = 0;
            for (Future<Boolean> attempt :
                    atOnce(8, () -> folder.create(name, ("writer " + writers.incrementAndGet()).getBytes(UTF_8)))) {
                created += attempt.get() ? 1 : 0;
            }

            assertEquals(1, created);
        }
    }

    @ParameterizedTest
    @EnumSource
    void lostFilesAreALostLease(Storage storage) {
        String place = storage.place();
        Folder folder = storage.open(place);
        try (Lease lease = take(folder, MINUTE)) {
            folder.delete("holder-000001.json");
            assertThrows(UserError.class, lease::requireHeld);
            try (Lease other = take(folder, MINUTE)) {
                assertEquals(1, other.epoch());
                assertNotEquals(lease.line(), other.line());
                assertThrows(UserError.class, lease::requireHeld);
                assertDoesNotThrow(other::requireHeld);
            }
        }
    }

    /** Tries until the holder has been silent for long enough. */
    private static Lease takeOver(Folder folder) throws InterruptedException {
        while (true) {
            try {
                return take(folder, SHORT);
            } catch (UserError held) {
                assertEquals(ExitCode.HELD, held.exitCode(), held.getMessage());
                Thread.sleep(500);
            }
        }
    }

    private static Lease take(Folder folder, Duration longestSilence) {
        return Lease.take(folder, "The table", "evaluate", longestSilence);
    }

    private static <T> List<Future<T>> atOnce(int threads, Callable<T> work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            return pool.invokeAll(Collections.nCopies(threads, work));
        } finally {
            pool.shutdown();
        }
    }
}
