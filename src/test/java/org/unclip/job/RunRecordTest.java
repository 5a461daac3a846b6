package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.Setting;
import org.unclip.config.Settings;
import org.unclip.report.Fact;
import org.unclip.storage.Folder;

final class RunRecordTest {
    @TempDir
    private Path directory;

    @Test
    void anOpenedRunKnowsItsSettingsAndItsMachineButNoSecret() throws IOException {
        Settings settings = Settings.load(
                Optional.empty(),
                List.of("run.dir=" + directory, "run.seed=7", "spark.settings.spark.hadoop.fs.s3a.secret.key=hush"));
        Run.open(settings, new Console(new PrintStream(OutputStream.nullOutputStream()), false))
                .close();

        RunRecord record = new RunRecord(Folder.at(directory.toString()));
        List<Setting> chosen = record.configuration().stream()
                .filter(setting -> !setting.byDefault())
                .toList();
        assertEquals(
                List.of(
                        new Setting("run.dir", directory.toString(), "--set"),
                        new Setting("run.seed", "7", "--set"),
                        new Setting("spark.settings.spark.hadoop.fs.s3a.secret.key", "(hidden)", "--set")),
                chosen);
        assertEquals(
                List.of("Unclip", "Java", "Spark", "ND4J", "Operating system", "Processor", "Cores", "Memory"),
                record.environment().stream().map(Fact::name).collect(Collectors.toList()));
        assertTrue(Files.readString(directory.resolve("configuration.conf")).contains("seed=\"7\""));
        for (String file : List.of("configuration.conf", "configuration.json")) {
            assertFalse(Files.readString(directory.resolve(file)).contains("hush"), file);
        }
    }
}
