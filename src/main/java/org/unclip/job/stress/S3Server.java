package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.unclip.config.UserError;

/**
 * An S3 server of this machine with one bucket, a process of its own that can be killed and started again.
 *
 * <p>Started and stopped by {@code deploy/standalone/s3}, whose {@code --help} says more. It ends with this process at the
 * latest. Methods are for one thread at a time.
 */
public final class S3Server implements AutoCloseable {
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final StandaloneScript script = new StandaloneScript("s3");
    private final Path directory;
    private final String bucket;
    private final Ending ending;
    private final String endpoint;

    private S3Server(Path directory) {
        this.directory = directory.toAbsolutePath();
        // Hadoop keeps a file system for each bucket's name, with the endpoint it had first.
        bucket = "unclip-%d-%d".formatted(ProcessHandle.current().pid(), STARTED.incrementAndGet());
        endpoint = run("start", "--bucket", bucket);
        ending = new Ending(() -> run("stop"));
    }

    /**
     * Starts one that answers at a free port, with a secret drawn at random and its objects below {@code directory}.
     *
     * @throws UserError with the last lines of the log, if it does not start
     */
    public static S3Server start(Path directory) {
        return new S3Server(directory);
    }

    /** Where it answers, {@code http://127.0.0.1:PORT}, the same after a restart. */
    public String endpoint() {
        return endpoint;
    }

    /** The bucket it has, {@code s3a://NAME}; another server's has another name. */
    public String bucket() {
        return "s3a://" + bucket;
    }

    /** Hadoop's keys for it; on a session of Spark each is preceded by {@code spark.hadoop.}. Few and short retries. */
    public Map<String, String> hadoopSettings() {
        Properties keys = keys();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fs.s3a.endpoint", endpoint);
        settings.put("fs.s3a.connection.ssl.enabled", "false");
        settings.put("fs.s3a.path.style.access", "true");
        settings.put("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        settings.put("fs.s3a.access.key", keys.getProperty("s3proxy.identity"));
        settings.put("fs.s3a.secret.key", keys.getProperty("s3proxy.credential"));
        settings.put("fs.s3a.attempts.maximum", "2");
        settings.put("fs.s3a.retry.limit", "2");
        settings.put("fs.s3a.retry.interval", "100ms");
        settings.put("fs.s3a.connection.establish.timeout", "2000");
        settings.put("fs.s3a.connection.timeout", "10000");
        return settings;
    }

    /** Ends it in the middle of what it does, as a crash would. */
    public void kill() {
        run("stop", "--kill");
    }

    /** Starts it again after {@link #kill}, with the same port, keys and objects. */
    public void restart() {
        run("start", "--bucket", bucket);
    }

    @Override
    public void close() {
        ending.close();
    }

    private String run(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command, "--dir", directory.toString()));
        words.addAll(List.of(arguments));
        return script.run(Place.LOOPBACK, words);
    }

    private Properties keys() {
        Path file = directory.resolve("s3proxy.properties");
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw UserError.retry(
                    "Cannot read the keys of the S3 server in %s: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
