package org.unclip.data.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.job.stress.S3Server;
import org.unclip.storage.Folder;

/** Drivers that write the same entries of a log on a real S3 server. */
final class ConditionalLogStoreTest {
    private static final int DRIVERS = 8;

    @TempDir
    private java.nio.file.Path directory;

    @Test
    void oneOfManyDriversWritesAnEntryAndKeepsIt() throws Exception {
        try (S3Server server = S3Server.start(directory)) {
            Configuration settings = new Configuration();
            server.hadoopSettings().forEach(settings::set);
            Folder log = Folder.at(server.bucket() + "/table/_delta_log", settings);
            for (int entry = 0; entry < 20; entry++) {
                String name = "%020d.json".formatted(entry);

                List<String> written = race(log.path(name), settings);

                assertEquals(1, written.size(), written.toString());
                assertEquals(written.get(0), new String(log.read(name), UTF_8));
            }
            ConditionalLogStore late = new ConditionalLogStore(settings);
            assertThrows(
                    FileAlreadyExistsException.class,
                    () -> late.write(
                            log.path("%020d.json".formatted(0)), List.of("late").iterator(), false, settings));
        }
    }

    /** What those wrote who were not refused. */
    private static List<String> race(Path entry, Configuration settings) throws Exception {
        List<Callable<String>> drivers = new ArrayList<>();
        for (int driver = 0; driver < DRIVERS; driver++) {
            List<String> actions = List.of("{\"driver\":" + driver + "}", "{}");
            drivers.add(() -> {
                try {
                    new ConditionalLogStore(settings).write(entry, actions.iterator(), false, settings);
                    return String.join("\n", actions) + "\n";
                } catch (FileAlreadyExistsException refused) {
                    return "";
                }
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(DRIVERS);
        try {
            List<String> written = new ArrayList<>();
            for (Future<String> driver : pool.invokeAll(drivers)) {
                written.add(driver.get());
            }
            written.removeIf(String::isEmpty);
            return written;
        } finally {
            pool.shutdown();
        }
    }
}
