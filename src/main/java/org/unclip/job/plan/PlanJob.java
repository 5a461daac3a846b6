package org.unclip.job.plan;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipModel;
import org.unclip.clip.FrozenEncoders;
import org.unclip.config.UserError;
import org.unclip.data.DataConfig;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.SparkSessions;
import org.unclip.job.Console;
import org.unclip.job.UnclipConfig;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.training.TrainingConfig;

/**
 * Plans a job: reads what is there of its run, measures a few steps on made-up data, and writes nothing.
 *
 * @param config all settings
 * @param request what is given
 */
public record PlanJob(UnclipConfig config, PlanRequest request, Console console) {
    private static final String PAIRS_UNKNOWN =
            "plan: the number of pairs is not known before ingest: --pairs N tells it.";

    /** Plans the training of the CLIP. */
    public TrainingPlan trainClip() {
        return plan(PlannedTraining.clip(config));
    }

    /** Plans the training of the prior. */
    public TrainingPlan trainPrior() {
        return plan(PlannedTraining.prior(config, clip()));
    }

    /** Plans the training of a stage. */
    public TrainingPlan trainUNet(String stage) {
        return plan(PlannedTraining.stage(config, clip(), stage));
    }

    private TrainingPlan plan(PlannedTraining training) {
        requireArray(training);
        int ranks = ranks();
        requireWork(ranks, training);
        boolean alone = ranks == 1 && config.spark().isLocal();
        int workers = alone ? config.run().threadsHere() : MemoryLimits.threads(config.spark());
        MemoryLimits limits = alone ? MemoryLimits.here() : MemoryLimits.ofExecutor(config.spark());
        List<String> refusals =
                new ArrayList<>(limits.refusals(RankMemory.of(training, ranks, workers, Optional.empty(), alone)));
        Optional<Calibration> measured = refusals.isEmpty() ? calibration(training, ranks, workers) : Optional.empty();
        RankMemory memory = RankMemory.of(training, ranks, workers, measured, alone);
        if (refusals.isEmpty()) {
            refusals.addAll(limits.refusals(memory));
        }
        long steps = request.steps().orElse(training.config().steps());
        return new TrainingPlan(
                training,
                ranks,
                workers,
                memory,
                limits,
                measured,
                request.examplesPerSecond()
                        .or(() -> measured.map(cost -> speed(cost, training, ranks, workers)))
                        .map(speed -> PlannedTime.of(training, ranks, workers, steps, speed, request.gigabits())),
                PlannedStorage.of(training, steps, pairs()),
                refusals);
    }

    /** Flat vectors are Java's arrays. */
    private static void requireArray(PlannedTraining training) {
        if (training.parameters() > Integer.MAX_VALUE - Byte.SIZE) {
            throw UserError.of(
                    "The model of " + training.job(),
                    training.parameters(),
                    "at most %d parameters, as a rank holds all of them in one array"
                            .formatted(Integer.MAX_VALUE - Byte.SIZE),
                    "choose a narrower network");
        }
    }

    private int ranks() {
        return request.ranks()
                .or(() -> config.spark().isLocal()
                        ? Optional.of(1)
                        : config.cluster().ranks())
                .orElse(1);
    }

    private void requireWork(int ranks, PlannedTraining training) {
        int microBatches = training.config().microBatches();
        if (ranks > microBatches) {
            throw UserError.of(
                    request.ranks().isPresent() ? "--ranks" : "cluster.ranks",
                    ranks,
                    "at most %s.microBatches = %d".formatted(training.section(), microBatches),
                    "lower it, or raise microBatches, which changes the result");
        }
        if (ranks > 1 && training.config().server() != TrainingConfig.Server.SHARDED) {
            throw UserError.of(
                    training.section() + ".server",
                    "dl4j-shared",
                    "sharded for a plan of several ranks",
                    "plan with --set training.server=sharded");
        }
    }

    private Optional<Calibration> calibration(PlannedTraining training, int ranks, int workers) {
        long room = freeBytes();
        long heap = Runtime.getRuntime().maxMemory();
        long replica = training.vectorBytes();
        if (2 * replica > heap / 2 || 3 * replica > room / 2) {
            console.say(
                    "plan: this process has %s of heap and %s of free memory, too little to try a step of %,d parameters: plan where executors run, with their memory as UNCLIP_HEAP."
                            .formatted(Bytes.words(heap), Bytes.words(room), training.parameters()));
            return Optional.empty();
        }
        console.say("plan: tries a few steps on made-up examples");
        int microBatches = (training.config().microBatches() + ranks - 1) / ranks;
        return Optional.of(Calibration.of(training, Math.min(workers, microBatches), room));
    }

    private static long freeBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
    }

    /** Of a rank whose busiest worker has most micro-batches of a step to compute. */
    private static double speed(Calibration cost, PlannedTraining training, int ranks, int workers) {
        int microBatches = (training.config().microBatches() + ranks - 1) / ranks;
        int used = Math.min(workers, microBatches);
        int turns = (microBatches + used - 1) / used;
        return microBatches / (turns * cost.secondsPerExample());
    }

    /** Plans embedding. */
    public EmbedPlan embed() {
        ClipConfig clip = clip();
        long pairs = pairs().orElseThrow(() -> UserError.of(
                "--pairs", "not given", "the number of pairs, which is not known before ingest", "give --pairs N"));
        boolean local = config.spark().isLocal();
        int processes = local ? 1 : ranks();
        int tasks = local
                ? config.run().threadsHere()
                : MemoryLimits.ofExecutor(config.spark()).ranks();
        int captions = config.data().source() == DataConfig.Source.SHAPES
                ? config.data().shapes().captions()
                : config.data().maxCaptions();
        return new EmbedPlan(
                config.embed(),
                clip,
                FrozenEncoders.parameters(clip),
                pairs,
                captions,
                tasks,
                processes,
                request.examplesPerSecond()
                                .orElseGet(() -> EncoderSpeed.of(clip).pairsPerSecond(captions) * tasks)
                        * processes,
                local ? MemoryLimits.here() : MemoryLimits.ofExecutor(config.spark()));
    }

    /** The frozen CLIP's of the run if it has one, which may be imported, or that of the settings. */
    private ClipConfig clip() {
        Folder frozen = config.runFolder().folder("model").folder("clip");
        return ModelFolder.isIn(frozen)
                ? ClipModel.configuration(ModelFolder.open(frozen, ClipModel.KIND))
                : config.clip().model();
    }

    private OptionalLong pairs() {
        if (request.pairs().isPresent()) {
            return OptionalLong.of(request.pairs().get());
        }
        if (config.tables().folder("pairs").has("_delta_log")) {
            return OptionalLong.of(counted());
        }
        if (config.data().source() == DataConfig.Source.SHAPES) {
            return OptionalLong.of(config.data().shapes().count());
        }
        console.say(PAIRS_UNKNOWN);
        return OptionalLong.empty();
    }

    /** Of the table, whose counts are in its log. */
    private long counted() {
        console.say("plan: counts the table pairs");
        return inScratch(scratch -> {
            try (SparkSession spark = SparkSessions.local(config.spark().settings(), 1, scratch)) {
                String table = config.tables().path("pairs").toString();
                return PairsTable.open(spark, table).rows().count();
            }
        });
    }

    private static <T> T inScratch(Function<Path, T> work) {
        try {
            Path scratch = Files.createTempDirectory("unclip-plan-");
            try {
                return work.apply(scratch);
            } finally {
                Folder.at(scratch.getParent().toUri().toString())
                        .delete(scratch.getFileName().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for Spark's scratch files", e);
        }
    }
}
