package org.unclip.job.stress;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.unclip.config.UserError;

/** The settings files of a stress: what is done, and over it where. */
final class StressSettings {
    private static final String OWNER_ALONE = "rw-------"; // they have the keys of the S3 server
    private static final String TRAINING = "include classpath(\"stress-training.conf\")\n";
    private static final String EMBED = "include classpath(\"stress-embed.conf\")\n";
    private static final String SCENES =
            "data { source = shapes, imageSize = 32, shapes { count = 48, captions = 2 } }\n";

    private StressSettings() {}

    /** For trainings in this process, with one rank of one thread. */
    static Path local(Path file, Path runFolder) {
        return write(file, TRAINING, here(runFolder));
    }

    /** For a training on a cluster, with so many ranks, in a folder of the storage. */
    static Path distributed(Path file, String runFolder, int ranks, StandaloneCluster cluster, S3Server storage) {
        Map<String, String> settings = there(runFolder, cluster, storage);
        settings.put("cluster.ranks", Integer.toString(ranks));
        return write(file, TRAINING, settings);
    }

    /** For embedding in this process; of drawn scenes unless there are settings of a data set. */
    static Path localEmbed(Path file, Path runFolder, Optional<Path> data) {
        return write(file, dataSet(data) + EMBED, here(runFolder));
    }

    /** For embedding on a cluster, in a folder of the storage. */
    static Path distributedEmbed(
            Path file, String runFolder, StandaloneCluster cluster, S3Server storage, Optional<Path> data) {
        return write(file, dataSet(data) + EMBED, there(runFolder, cluster, storage));
    }

    private static String dataSet(Optional<Path> settings) {
        return settings.map(path -> "include required(file(" + ConfigUtil.quoteString(path.toString()) + "))\n")
                .orElse(SCENES);
    }

    private static Map<String, String> here(Path runFolder) {
        return Map.of("run.dir", runFolder.toString(), "run.threads", "1");
    }

    private static Map<String, String> there(String runFolder, StandaloneCluster cluster, S3Server storage) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("run.dir", runFolder);
        settings.put("spark.master", cluster.master());
        spark(settings, "spark.ui.enabled", "false");
        spark(settings, "spark.executor.cores", "1");
        spark(settings, "spark.executor.memory", "512m");
        spark(settings, "spark.sql.shuffle.partitions", "2");
        storage.hadoopSettings().forEach((key, value) -> spark(settings, "spark.hadoop." + key, value));
        return settings;
    }

    private static void spark(Map<String, String> settings, String key, String value) {
        settings.put("spark.settings." + ConfigUtil.quoteString(key), value);
    }

    private static Path write(Path file, String includes, Map<String, String> settings) {
        StringBuilder text = new StringBuilder(includes);
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
