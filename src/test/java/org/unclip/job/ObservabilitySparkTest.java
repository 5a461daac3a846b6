package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.Settings;
import org.unclip.data.LocalSpark;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PngEncoder;

/** What monitoring sees of one run, which ingests 40 pictures and one that is none, trains a CLIP and embeds. */
@Timeout(600)
final class ObservabilitySparkTest {
    private static final int PICTURES = 40;
    private static final Pattern SERIES = Pattern.compile(
            "metrics_unclip_driver_plugin_org_unclip_data_metrics_MetricsPlugin_unclip_(\\w+)_Value\\{type=\"gauges\"} (\\S+)");

    @TempDir
    private static Path directory;

    private static final List<Map<String, Double>> SCRAPES = new ArrayList<>(); // values by names, in order of time
    private static Map<String, Double> disturbed; // of a training by hand that goes on from step 5 and loses ranks
    private static PrometheusServer prometheus;

    @BeforeAll
    static void observeARun() throws Exception {
        LocalSpark.stop();
        writePictures();
        Files.createDirectory(directory.resolve("events"));
        try (Run run = open()) {
            String driver = run.spark().sparkContext().uiWebUrl().get();
            Optional<Path> program = PrometheusServer.program("prometheus");
            if (program.isPresent()) {
                prometheus = new PrometheusServer(
                        program.get(), directory.resolve("prometheus"), driver.replace("http://", ""));
            }
            CompletableFuture<Void> jobs = CompletableFuture.runAsync(() -> {
                IngestJob.run(run);
                TrainClipJob.run(run);
                EmbedJob.run(run);
            });
            while (!jobs.isDone()) {
                SCRAPES.add(scrape(driver));
                TimeUnit.MILLISECONDS.sleep(100);
            }
            jobs.join();
            SCRAPES.add(scrape(driver));
            try (TrainingMetrics metrics = TrainingMetrics.withCheckpoints("unet-base", 10)) {
                metrics.onResume(5, false);
                metrics.onLoss("Rank 1 was lost.");
                disturbed = scrape(driver);
            }
        }
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void trainingIsServedWithTheValuesOfItsMetricsLog() throws IOException {
        Map<Double, Double> losses = logged("loss");
        assertTrue(losses.keySet().containsAll(seen("training_step_of_clip", 0)), "steps that were not logged");
        assertTrue(seen("training_step_of_clip", 0).size() > 3, "few steps: " + seen("training_step_of_clip", 0));
        assertTrue(losses.values().containsAll(seen("training_loss_of_clip")), "losses that were not logged");
        assertTrue(logged("validationLoss").values().containsAll(seen("training_validation_loss_of_clip")));
        assertTrue(logged("learningRate").values().containsAll(seen("training_learning_rate_of_clip")));
        assertTrue(logged("examplesPerSecond").values().containsAll(seen("training_examples_per_second_of_clip")));
        assertTrue(logged("exchangeShare").values().containsAll(seen("training_exchange_ratio_of_clip")));
        assertEquals(Set.of(300.0), seen("training_steps_of_clip"));
        assertEquals(Set.of(1.0), seen("training_ranks_of_clip"));
        assertEquals(Set.of(0.0), seen("training_lost_ranks_of_clip"));
        assertTrue(seen("training_checkpoint_step_of_clip").containsAll(Set.of(0.0, 100.0, 200.0)));
        assertTrue(seen("training_checkpoint_age_seconds_of_clip").stream().allMatch(age -> age >= 0 && age < 120));
    }

    @Test
    void lostRanksAndTheCheckpointGoneOnFromAreServed() {
        assertEquals(1, disturbed.get("training_lost_ranks_of_unet_base"));
        assertEquals(5, disturbed.get("training_step_of_unet_base"));
        assertEquals(5, disturbed.get("training_checkpoint_step_of_unet_base"));
        assertFalse(disturbed.containsKey("training_loss_of_unet_base"), "a loss before there is one");
    }

    @Test
    void pairsAreServedWithTheirRejects() {
        assertEquals(PICTURES + 1, last("pairs_total_of_ingest"));
        assertEquals(PICTURES + 1, last("pairs_done_of_ingest"));
        assertEquals(1, last("pairs_rejected_of_ingest"));
        assertEquals(0.1, last("pairs_rejected_limit_ratio_of_ingest"));
        assertTrue(last("pairs_per_second_of_ingest") > 0);
        assertEquals(PICTURES, last("pairs_total_of_embed"));
        assertEquals(PICTURES, last("pairs_done_of_embed"));
        assertEquals(0, last("pairs_rejected_of_embed"));
    }

    @Test
    void seriesEndWithTheirWork() {
        Map<String, Double> after = SCRAPES.get(SCRAPES.size() - 1);

        assertEquals(Set.of("job_started_timestamp_seconds"), after.keySet());
        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
        assertEquals(started, after.get("job_started_timestamp_seconds"), 1e-3);
    }

    @Test
    void prometheusSeesStepsGrowAndTheirLosses() throws Exception {
        assumeTrue(prometheus != null, "needs Prometheus: apt-get install prometheus");

        JsonNode found = prometheus.query("unclip_training_step{job=\"unclip\",model=\"clip\"}[10m]");
        List<Double> steps = new ArrayList<>();
        found.path(0).path("values").forEach(sample -> steps.add(sample.path(1).asDouble()));
        assertTrue(steps.size() > 3, "few samples: " + found);
        assertEquals(steps.stream().sorted().toList(), steps);
        assertTrue(steps.get(0) < steps.get(steps.size() - 1), "no growth: " + steps);

        Set<Double> losses = new HashSet<>();
        prometheus
                .query("unclip_training_loss{model=\"clip\"}[10m]")
                .path(0)
                .path("values")
                .forEach(sample -> losses.add(sample.path(1).asDouble()));
        assertTrue(losses.size() > 1, "few losses: " + losses);
        assertTrue(logged("loss").values().containsAll(losses), "losses that were not logged: " + losses);
    }

    @Test
    void theReadmeNamesWhatThereIs() throws Exception {
        assumeTrue(prometheus != null, "needs Prometheus: apt-get install prometheus");

        Set<String> there = new TreeSet<>();
        for (JsonNode name : prometheus.data("/api/v1/label/__name__/values")) {
            if (name.asText().startsWith("unclip_")) {
                there.add(name.asText());
            }
        }
        assertEquals(there, names("deploy/observe/README.md", "(?m)^\\| `(unclip_\\w+)"));
        assertTrue(there.containsAll(names("deploy/observe/alerts.yml", "\\b(unclip_\\w+)")));
        assertEquals(
                "[\"embed\",\"ingest\"]",
                prometheus.data("/api/v1/label/stage/values").toString());
    }

    @Test
    void promtoolAcceptsConfigurationAndRulesAndEachAlertFiresWhenItShould() throws Exception {
        Optional<Path> promtool = PrometheusServer.program("promtool");
        assumeTrue(promtool.isPresent(), "needs promtool: apt-get install prometheus");

        ends(promtool.get().toString(), "check", "config", "deploy/observe/prometheus.yml");
        ends(promtool.get().toString(), "test", "rules", "src/test/deploy/alerts_test.yml");
    }

    @Test
    void historyServerShowsWhatTheRunDidInWords() throws Exception {
        String script = "deploy/standalone/history";
        String dir = directory.resolve("history").toString();
        String url = ends(script, "start", "--logs", directory.resolve("events").toString(), "--dir", dir)
                .lines()
                .reduce("", (before, line) -> line);
        try {
            JsonNode applications = new ObjectMapper().readTree(PrometheusServer.get(url + "/api/v1/applications"));
            assertEquals(1, applications.size(), applications.toString());
            assertEquals("unclip", applications.path(0).path("name").asText());
            assertTrue(applications
                    .path(0)
                    .path("attempts")
                    .path(0)
                    .path("completed")
                    .asBoolean());

            String id = applications.path(0).path("id").asText();
            Set<String> words = new HashSet<>();
            new ObjectMapper()
                    .readTree(PrometheusServer.get(url + "/api/v1/applications/" + id + "/jobs"))
                    .forEach(job -> words.add(job.path("description").asText()));
            assertTrue(words.contains("ingest: reads captioned pictures into the table pairs"), words.toString());
            assertTrue(words.contains("train clip: lays down its example shards"), words.toString());
            assertTrue(words.contains("embed: writes CLIP's embeddings of new pairs"), words.toString());
        } finally {
            ends(script, "stop", "--dir", dir);
        }
    }

    private static Run open() {
        List<String> settings = List.of(
                "run.dir=" + directory.resolve("run"),
                "run.threads=2",
                "data.source=folder",
                "data.path=" + directory.resolve("pictures"),
                "data.validationFraction=0.3",
                "data.maxRejectedFraction=0.1",
                "clip.text.width=32",
                "clip.vision.channels=[8, 16, 16, 16]",
                "clip.training.steps=300",
                "clip.training.batchSize=8",
                "clip.training.microBatches=2",
                "clip.training.warmupSteps=5",
                "clip.training.logEvery=2",
                "clip.training.validateEvery=50",
                "clip.training.checkpointEvery=100",
                "spark.settings.spark.ui.enabled=true",
                "spark.settings.spark.ui.port=0",
                "spark.settings.spark.eventLog.enabled=true",
                "spark.settings.spark.eventLog.dir=file:" + directory.resolve("events"));
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
        return Run.open(Settings.load(Optional.empty(), settings), new Console(silent, false));
    }

    private static void writePictures() throws IOException {
        Path pictures = Files.createDirectory(directory.resolve("pictures"));
        for (int i = 0; i <= PICTURES; i++) {
            byte[] rgb = new byte[32 * 32 * 3];
            Arrays.fill(rgb, (byte) (6 * i));
            byte[] png = i == 0 ? new byte[] {1, 2, 3} : PngEncoder.encode(new Picture(32, 32, rgb));
            Files.write(pictures.resolve("grey-%d.png".formatted(i)), png);
            Files.writeString(pictures.resolve("grey-%d.txt".formatted(i)), "a square of grey number " + i);
        }
    }

    private static Map<String, Double> scrape(String driver) throws IOException, InterruptedException {
        Map<String, Double> values = new TreeMap<>();
        Matcher found = SERIES.matcher(PrometheusServer.get(driver + "/metrics/prometheus"));
        while (found.find()) {
            assertEquals(null, values.put(found.group(1), Double.valueOf(found.group(2))), found.group(1));
        }
        return values;
    }

    /** Values that a series had. */
    private static Set<Double> seen(String name) {
        Set<Double> values = new TreeSet<>();
        SCRAPES.stream().filter(scrape -> scrape.containsKey(name)).forEach(scrape -> values.add(scrape.get(name)));
        assertFalse(values.isEmpty(), name + " was never served");
        return values;
    }

    private static Set<Double> seen(String name, double but) {
        Set<Double> values = seen(name);
        values.remove(but);
        return values;
    }

    private static double last(String name) {
        return SCRAPES.stream()
                .filter(scrape -> scrape.containsKey(name))
                .reduce((before, scrape) -> scrape)
                .orElseThrow()
                .get(name);
    }

    /** Values of {@code metrics/clip.jsonl} by their steps. */
    private static Map<Double, Double> logged(String name) throws IOException {
        Map<Double, Double> values = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve("run/metrics/clip.jsonl"))) {
            JsonNode entry = new ObjectMapper().readTree(line);
            if (entry.has(name)) {
                values.put(entry.path("step").asDouble(), entry.path(name).asDouble());
            }
        }
        return values;
    }

    private static Set<String> names(String file, String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    /** What a program printed that must end well. */
    private static String ends(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> Stream.of(command).toList() + ": " + printed);
        return printed;
    }
}
