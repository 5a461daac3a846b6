package org.unclip.job.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.Settings;
import org.unclip.job.UnclipConfig;

/** What is planned for a training against what a process that does it takes, native memory and heap. */
final class PlanMemoryTest {
    private static final int THREADS = 2;
    private static final double TOLERANCE = 0.2;
    private static final List<String> SETTINGS = List.of(
            "data.imageSize=64",
            "training.steps=3",
            "training.warmupSteps=1",
            "training.validateEvery=2",
            "training.sampleEvery=0",
            "training.logEvery=1",
            "prior.training.steps=3",
            "prior.training.batchSize=128",
            "prior.width=256",
            "unet={"
                    + "base=${stages.decoder}{size=32,training{steps=3,batchSize=64}},"
                    + "wide=${stages.upsampler}{size=64,lowSize=32,network.width=64,augmentation.crop=0,"
                    + "training{steps=3,batchSize=8}}}");

    @TempDir
    Path folder;

    @Test
    void priorTakesWhatIsPlanned() throws Exception {
        check("prior");
    }

    @Test
    void decoderTakesWhatIsPlanned() throws Exception {
        check("base");
    }

    @Test
    void wideUpsamplerTakesWhatIsPlanned() throws Exception {
        check("wide");
    }

    private void check(String which) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "resident memory is read from /proc");
        UnclipConfig config = Settings.load(Optional.empty(), settings()).read("", UnclipConfig.class);
        PlannedTraining training = MeasuredTraining.of(config, which);
        Calibration cost = Calibration.of(training, THREADS, Long.MAX_VALUE);
        long planned =
                RankMemory.of(training, 1, THREADS, Optional.of(cost), true).trainingBytes();

        long measured = measured(which);

        assertEquals(measured / 1e6, planned / 1e6, TOLERANCE * measured / 1e6, "MB measured and planned of " + which);
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add("run.dir=" + folder);
        return settings;
    }

    private long measured(String which) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@conf/jvm.options",
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                MeasuredTraining.class.getName(),
                which,
                folder.toString()));
        command.addAll(settings());
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("OMP_NUM_THREADS", "1");
        Path log = folder.resolve(which + ".log");
        int status = process.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertEquals(0, status, said);
        String[] grown = said.lines()
                .filter(line -> line.startsWith("grown "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said))
                .split(" ");
        return Long.parseLong(grown[1]) + Long.parseLong(grown[2]);
    }
}
