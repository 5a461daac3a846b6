package org.unclip.training;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.unclip.config.UserError;
import org.unclip.paramserver.ShardState;
import org.unclip.storage.Checkpoint;
import org.unclip.storage.CheckpointManifest;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.Slice;
import org.unclip.storage.SliceFile;

/**
 * Trains one model to its last step, from the latest checkpoint if there is one.
 *
 * <p>The result is the same bit for bit for any number of threads, and whether or not the training was killed and
 * started again in between, at whatever moment. One use, one thread.
 */
public final class Trainer {
    private final TrainingJob job;
    private final TrainingConfig config;
    private final Checkpoints checkpoints;
    private final Checks checks;
    private final List<TrainingObserver> observers;

    /** A trainer that tells the observers how it goes, beside writing the run's metrics log. */
    public Trainer(TrainingJob job, Checks checks, List<TrainingObserver> observers) {
        this.job = job;
        this.config = job.config();
        this.checkpoints = job.checkpoints();
        this.checks = checks;
        this.observers = List.copyOf(observers);
    }

    /**
     * Trains to the end.
     *
     * @param initial the parameters to begin with; not called if there is a checkpoint
     * @param sources makes a gradient source for each worker
     * @throws UserError if the latest checkpoint is damaged or another run's, a loss or gradient is not finite, or the
     *     storage fails; checkpoints written before stay whole
     */
    public TrainingResult train(Supplier<float[]> initial, GradientSource.Factory sources) {
        Optional<Checkpoint> latest = checkpoints.latest();
        long first = latest.map(checkpoint -> checkpoint.manifest().step()).orElse(0L);
        ShardState state = latest.map(this::resume).orElseGet(() -> ShardState.initial(0, initial.get()));
        requireLayout(state);
        OptionalDouble validationLoss = latest.map(Trainer::validationLossOf).orElse(OptionalDouble.empty());
        if (first < config.steps()) {
            validationLoss = trainFrom(first, state, sources);
        }
        return new TrainingResult(Math.max(first, config.steps()), state.ema(), validationLoss);
    }

    private OptionalDouble trainFrom(long first, ShardState state, GradientSource.Factory sources) {
        MetricsLog log = MetricsLog.continuing(job.runFolder(), job.name(), first);
        Meter meter = new Meter(job, log.secondsBefore());
        List<TrainingObserver> all =
                Stream.concat(Stream.of(log), observers.stream()).toList();
        OptionalDouble validationLoss = OptionalDouble.empty();
        try (TrainingStep step = new TrainingStep(job, state, sources)) {
            for (long s = first; s < config.steps(); s++) {
                meter.add(step.run(s));
                long done = s + 1;
                validationLoss = isDue(config.validateEvery(), done) ? validate(done, state) : OptionalDouble.empty();
                if (isDue(config.sampleEvery(), done)) {
                    checks.drawSamples(done, state.ema());
                }
                // A checkpoint always ends a report, so that a resumed run's next report covers the same steps.
                if (isDue(config.checkpointEvery(), done)
                        || isDue(config.logEvery(), done)
                        || validationLoss.isPresent()) {
                    TrainingProgress progress = meter.report(done, validationLoss);
                    all.forEach(observer -> observer.onProgress(progress));
                }
                if (isDue(config.checkpointEvery(), done)) {
                    save(done, state, validationLoss);
                }
            }
        }
        return validationLoss;
    }

    private boolean isDue(long every, long stepsDone) {
        return every > 0 && (stepsDone % every == 0 || stepsDone == config.steps());
    }

    private OptionalDouble validate(long stepsDone, ShardState state) {
        OptionalDouble loss = checks.validationLoss(state.ema());
        loss.ifPresent(value -> Divergence.requireFinite("validation loss", value, stepsDone));
        return loss;
    }

    private ShardState resume(Checkpoint checkpoint) {
        CheckpointManifest manifest = checkpoint.manifest();
        checkpoint.requireSame(job.identity(), cursors(manifest.step()));
        int size = Math.toIntExact(job.identity().layout().size());
        ShardState state = new ShardState(0, new float[size], new float[size], new float[size], new float[size]);
        checkpoint.read(slice(state));
        boolean changed = !manifest.configurationDigest().equals(job.configurationDigest());
        observers.forEach(observer -> observer.onResume(manifest.step(), changed));
        return state;
    }

    private void save(long stepsDone, ShardState state, OptionalDouble validationLoss) {
        SliceFile file = checkpoints.writeSlice(stepsDone, 0, 1, slice(state));
        checkpoints.commit(new CheckpointManifest(
                CheckpointManifest.SCHEMA_VERSION,
                job.identity(),
                stepsDone,
                cursors(stepsDone),
                validationLoss.isPresent() ? validationLoss.getAsDouble() : null,
                job.configurationDigest(),
                List.of(file)));
        checkpoints.retain(config.keepCheckpoints());
    }

    /** Examples that each stream has delivered after so many steps. */
    private List<Long> cursors(long steps) {
        return Collections.nCopies(config.microBatches(), steps * config.microBatchSize());
    }

    private void requireLayout(ShardState state) {
        if (state.size() != job.identity().layout().size()) {
            throw new IllegalStateException("%d parameters for a layout of %d"
                    .formatted(state.size(), job.identity().layout().size()));
        }
    }

    private static Slice slice(ShardState state) {
        return new Slice(
                state.from(), List.of(state.parameters(), state.firstMoment(), state.secondMoment(), state.ema()));
    }

    private static OptionalDouble validationLossOf(Checkpoint checkpoint) {
        Double loss = checkpoint.manifest().validationLoss();
        return loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss);
    }
}
