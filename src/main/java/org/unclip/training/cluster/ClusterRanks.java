package org.unclip.training.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.paramserver.peer.JobToken;
import org.unclip.training.Leader;
import org.unclip.training.RankPlan;
import org.unclip.training.Ranks;
import org.unclip.training.RanksLostException;

/**
 * Trains on the executors of a Spark cluster, a rank a task slot.
 *
 * <p>An attempt is one barrier stage. What fails in a way that may pass is told to the {@link
 * org.unclip.training.Trainer}, which goes on from the latest checkpoint with as many ranks as there are then. One
 * training, one thread.
 */
public final class ClusterRanks implements Ranks {
    private static final long END_SECONDS = 20;

    private final SparkContext spark;
    private final ClusterConfig config;
    private final Consumer<String> say;
    private final Slots slots;
    private final Resubmissions resubmissions;
    private final ExecutorLosses losses = new ExecutorLosses();
    private int wanted; // ranks, as long as there are places for them; 0 before the first attempt

    /**
     * Ranks on a context's executors.
     *
     * @param say tells the user what happens
     * @throws UserError if the context's executors come and go on their own
     */
    public ClusterRanks(SparkContext spark, ClusterConfig config, Consumer<String> say) {
        this.spark = spark;
        this.config = config;
        this.say = say;
        this.slots = new Slots(spark, say);
        this.resubmissions = new Resubmissions(config, say);
        if (spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false)) {
            throw UserError.of(
                    "spark.settings.spark.dynamicAllocation.enabled",
                    true,
                    "false",
                    "the ranks of a training need their executors to the end");
        }
    }

    @Override
    public void train(RankPlan plan, Leader lead) {
        int ranks = awaitSlots(plan.job().config().microBatches());
        JobToken token = JobToken.generate(plan.job().name() + "-" + plan.attempt());
        int length = Math.toIntExact(plan.job().identity().layout().size());
        say.accept("Training %s with %d rank%s from step %d."
                .formatted(plan.job().name(), ranks, ranks == 1 ? "" : "s", plan.first()));
        try (DriverEnd end = new DriverEnd(spark.getConf(), token, config.wire(), length)) {
            RankTask task = new RankTask(plan, end.address(), token, config.wire(), config.timeouts());
            Attempt attempt = new Attempt(lead, ranks, config.joinTimeoutSeconds(), end::tellStop);
            spark.addSparkListener(losses);
            CompletableFuture<Void> stage = submit(task, ranks);
            try {
                Optional<Signs.Failure> failure = attempt.follow(end.events(), stage);
                if (failure.isPresent()) {
                    throw failed(failure.get());
                }
                awaitEnd(stage);
            } finally {
                spark.cancelJobGroup(token.job());
                awaitEnd(stage);
                spark.removeSparkListener(losses);
            }
        }
    }

    private int awaitSlots(int microBatches) {
        config.requireWithin(microBatches);
        int most = config.ranks().orElse(microBatches);
        if (wanted > 0) {
            return slots.await(wanted, config.rejoinTimeoutSeconds(), config.minRanks(), config.joinTimeoutSeconds());
        }
        int there = config.ranks().isPresent()
                ? slots.await(most, config.joinTimeoutSeconds(), config.minRanks(), config.joinTimeoutSeconds())
                : slots.awaitAll(most, config.minRanks(), config.joinTimeoutSeconds());
        wanted = config.ranks().orElse(there);
        return there;
    }

    private CompletableFuture<Void> submit(RankTask task, int ranks) {
        List<Integer> numbers = IntStream.range(0, ranks).boxed().toList();
        JavaRDD<Integer> places = JavaSparkContext.fromSparkContext(spark).parallelize(numbers, ranks);
        CompletableFuture<Void> stage = new CompletableFuture<>();
        Thread submitter = new Thread(
                () -> {
                    spark.setJobGroup(
                            task.token().job(),
                            "train %s: steps %d to %d, %d ranks"
                                    .formatted(
                                            task.plan().job().name(),
                                            task.plan().first() + 1,
                                            task.plan().job().config().steps(),
                                            ranks),
                            true);
                    try {
                        BarrierStage.run(places, task);
                        stage.complete(null);
                    } catch (Throwable fault) { // of any kind: Spark throws checked ones that it does not declare
                        stage.completeExceptionally(fault);
                    }
                },
                "unclip-barrier-stage");
        submitter.setDaemon(true);
        submitter.start();
        return stage;
    }

    private RuntimeException failed(Signs.Failure failure) {
        if (failure.exitCode().isPresent()) {
            UserError fault = new UserError(failure.exitCode().get(), failure.message());
            return fault.exitCode() == ExitCode.RETRY ? new RanksLostException(failure.message(), fault) : fault;
        }
        String reasons = failure.lostExecutors().stream()
                .flatMap(executor -> losses.reason(executor).stream())
                .map(reason -> " (" + reason + ")")
                .collect(Collectors.joining());
        failure.lostExecutors().forEach(this::replace);
        return new RanksLostException(failure.message() + reasons, null);
    }

    private void replace(String executor) {
        try {
            spark.killAndReplaceExecutor(executor);
        } catch (RuntimeException masterAway) {
            say.accept("Executor %s could not be replaced: %s.".formatted(executor, masterAway.getMessage()));
        }
    }

    /** Waits for the tasks to end, but not for ever: those of lost executors Spark has given up. */
    private static void awaitEnd(CompletableFuture<Void> stage) {
        try {
            stage.handle((done, fault) -> done).get(END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the next attempt has files and connections of its own
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void recover(RanksLostException loss, boolean progressed) {
        resubmissions.next(loss, progressed);
    }
}
