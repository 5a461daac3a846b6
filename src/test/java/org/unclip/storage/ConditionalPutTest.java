package org.unclip.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

/** Made-up S3 servers that answer every request alike; a real one is in {@link LeaseTest}. */
final class ConditionalPutTest {
    @Test
    void storageThatDoesNotKnowTheConditionIsRefused() throws Exception {
        UserError error = assertThrows(UserError.class, () -> createAtServerThatAnswers(200));

        assertEquals(ExitCode.FATAL, error.exitCode());
        assertTrue(
                error.getMessage()
                        .startsWith("s3a://bucket/folder/a.txt lies in a storage that does not know If-None-Match"),
                error.getMessage());
    }

    @Test
    void otherFaultsOfTheStorageAreNoRefusal() throws Exception {
        UserError error = assertThrows(UserError.class, () -> createAtServerThatAnswers(400));

        assertEquals(ExitCode.RETRY, error.exitCode());
        assertTrue(error.getMessage().startsWith("Cannot write s3a://bucket/folder/a.txt ("), error.getMessage());
    }

    private static boolean createAtServerThatAnswers(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("ETag", "\"made-up\"");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            return Folder.at("s3a://bucket/folder", settings(server.getAddress().getPort()))
                    .create("a.txt", "first".getBytes(UTF_8));
        } finally {
            server.stop(0);
        }
    }

    private static Configuration settings(int port) {
        Configuration settings = new Configuration();
        settings.set("fs.s3a.endpoint", "http://127.0.0.1:" + port);
        settings.set("fs.s3a.path.style.access", "true");
        settings.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        settings.set("fs.s3a.access.key", "nobody");
        settings.set("fs.s3a.secret.key", "nothing");
        settings.set("fs.s3a.attempts.maximum", "1");
        settings.set("fs.s3a.impl.disable.cache", "true");
        return settings;
    }
}
