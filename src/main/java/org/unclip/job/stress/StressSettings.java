package org.unclip.job.stress;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unclip.config.UserError;

/** The settings files of a stress: {@code stress-training.conf}, and over it where a training runs. */
final class StressSettings {
    private static final String OWNER_ALONE = "rw-------"; // they have the keys of the S3 server

    private StressSettings() {}

    /** For trainings in this process, with one rank of one thread. */
    static Path local(Path file, Path runFolder) {
        return write(file, Map.of("run.dir", runFolder.toString(), "run.threads", "1"));
    }

    /** For a training on a cluster, with so many ranks, in a folder of the storage. */
    static Path distributed(Path file, String runFolder, int ranks, StandaloneCluster cluster, S3Server storage) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("run.dir", runFolder);
        settings.put("cluster.ranks", Integer.toString(ranks));
        settings.put("spark.master", cluster.master());
        spark(settings, "spark.ui.enabled", "false");
        spark(settings, "spark.executor.cores", "1");
        spark(settings, "spark.executor.memory", "512m");
        spark(settings, "spark.sql.shuffle.partitions", "2");
        storage.hadoopSettings().forEach((key, value) -> spark(settings, "spark.hadoop." + key, value));
        return write(file, settings);
    }

    private static void spark(Map<String, String> settings, String key, String value) {
        settings.put("spark.settings." + ConfigUtil.quoteString(key), value);
    }

    private static Path write(Path file, Map<String, String> settings) {
        StringBuilder text = new StringBuilder("include classpath(\"stress-training.conf\")\n");
        settings.forEach((key, value) -> text.append(key)
                .append(" = ")
                .append(ConfigUtil.quoteString(value))
                .append('\n'));
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw UserError.retry("Cannot write the settings %s: %s.".formatted(file, e), e);
        }
    }
}
