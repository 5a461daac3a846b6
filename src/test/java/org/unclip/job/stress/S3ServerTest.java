package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/** A real S3 server in a JVM of its own, through S3A. */
final class S3ServerTest {
    @TempDir
    static Path directory;

    private static S3Server server;

    @BeforeAll
    static void start() {
        server = S3Server.start(directory.resolve("an s3"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void objectsSurviveAKillAndARestart() {
        Folder folder = Folder.at(server.bucket() + "/runs/one", settings());
        byte[] bytes = "a red circle".getBytes(UTF_8);
        folder.write("caption.txt", out -> out.write(bytes));

        server.kill();
        assertThrows(UserError.class, () -> folder.read("caption.txt"));
        server.restart();

        assertEquals(List.of("caption.txt"), folder.names());
        assertArrayEquals(bytes, folder.read("caption.txt"));
    }

    @Test
    void wrongSecretIsRefused() {
        Configuration settings = settings();
        settings.set("fs.s3a.secret.key", "guessed");
        settings.setBoolean("fs.s3a.impl.disable.cache", true);

        UserError error = assertThrows(UserError.class, () -> Folder.at(server.bucket() + "/runs", settings)
                .names());

        assertEquals(java.nio.file.AccessDeniedException.class, error.getCause().getClass());
    }

    @Test
    void keysAreForTheOwnerAlone() throws IOException {
        Path file = directory.resolve("an s3/s3proxy.properties");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void serversHaveBucketsOfTheirOwn() {
        try (S3Server other = S3Server.start(directory.resolve("other"))) {
            assertNotEquals(server.bucket(), other.bucket());
            assertNotEquals(server.endpoint(), other.endpoint());
        }
    }

    private static Configuration settings() {
        Configuration settings = new Configuration();
        server.hadoopSettings().forEach(settings::set);
        return settings;
    }
}
