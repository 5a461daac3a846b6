package org.unclip.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus on loopback, with the configuration of deploy/observe, that reads one driver ten times a second. */
final class PrometheusServer implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private final Process process;
    private final String url;
    private final Path log;

    /** Starts it. */
    PrometheusServer(Path program, Path directory, String driver) throws Exception {
        Path observe = Path.of("deploy/observe");
        String configuration = Files.readString(observe.resolve("prometheus.yml"))
                .replace("127.0.0.1:4040", driver)
                .replace("scrape_interval: 15s", "scrape_interval: 100ms");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("prometheus.yml"), configuration);
        Files.copy(observe.resolve("alerts.yml"), directory.resolve("alerts.yml"));
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        log = directory.resolve("log");
        process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitReady();
    }

    /** Where a program of its package is, if it is installed. */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The body of an answer. */
    static String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** What a query finds. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return data("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /** Data of an answer of its HTTP API. */
    JsonNode data(String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(url + path)).path("data");
    }

    private void awaitReady() throws Exception {
        while (true) {
            try {
                get(url + "/-/ready");
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(Files.readString(log), e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
