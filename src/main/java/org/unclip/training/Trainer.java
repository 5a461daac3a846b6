package org.unclip.training;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.storage.Checkpoint;
import org.unclip.storage.CheckpointManifest;
import org.unclip.storage.Checkpoints;

/**
 * Trains one model to its last step, from the latest checkpoint if there is one; with many ranks, again and again while
 * they are lost.
 *
 * <p>The result is the same bit for bit for any number of ranks and threads, and whether or not the training was killed
 * and started again in between, at whatever moment. One use, one thread.
 */
public final class Trainer {
    private static final int ATTEMPT_DIGITS = 8;

    private final TrainingJob job;
    private final Checkpoints checkpoints;
    private final SampleDrawer samples;
    private final List<TrainingObserver> observers;
    private final Stop stop;

    /** A trainer that nobody stops. */
    public Trainer(TrainingJob job, SampleDrawer samples, List<TrainingObserver> observers) {
        this(job, samples, observers, new Stop());
    }

    /** A trainer that tells the observers how it goes, beside writing the run's metrics log. */
    public Trainer(TrainingJob job, SampleDrawer samples, List<TrainingObserver> observers, Stop stop) {
        this.job = job;
        this.stop = stop;
        this.checkpoints = job.checkpoints();
        this.samples = samples;
        this.observers = List.copyOf(observers);
    }

    /**
     * Trains to the end.
     *
     * @param initial the parameters to begin with; not called if there is a checkpoint
     * @param sources makes a gradient source for each worker
     * @throws UserError if the latest checkpoint is damaged or another run's, a loss or gradient is not finite, ranks are
     *     lost too often, the storage fails, or a stop is wanted; checkpoints written before stay whole
     */
    public TrainingResult train(Ranks ranks, RankPlan.InitialParameters initial, GradientSource.Factory sources) {
        Optional<TrainingResult> result = Optional.empty();
        while (result.isEmpty()) {
            requireNoStop();
            Lead lead = new Lead(job, samples, stop);
            try {
                result = attempt(ranks, lead, initial, sources);
            } catch (RanksLostException loss) {
                recover(ranks, loss, lead);
            } catch (UserError fault) {
                if (fault.exitCode() != ExitCode.RETRY) {
                    throw fault;
                }
                recover(ranks, new RanksLostException(fault.getMessage(), fault), lead);
            }
        }
        return result.get();
    }

    /** Goes on from the latest checkpoint; the result, once that is of the last step. */
    private Optional<TrainingResult> attempt(
            Ranks ranks, Lead lead, RankPlan.InitialParameters initial, GradientSource.Factory sources) {
        Optional<Checkpoint> latest = latest();
        latest.ifPresent(this::announce);
        long first = latest.map(checkpoint -> checkpoint.manifest().step()).orElse(0L);
        if (first < job.config().steps()) {
            MetricsLog log = MetricsLog.continuing(job.runFolder(), job.name(), first);
            lead.tell(Stream.concat(Stream.of(log), observers.stream()).toList());
            String attempt = UUID.randomUUID().toString().substring(0, ATTEMPT_DIGITS);
            ranks.train(new RankPlan(job, first, log.secondsBefore(), attempt, initial, sources), lead);
            latest = latest();
        }
        return latest.filter(checkpoint ->
                        checkpoint.manifest().step() >= job.config().steps())
                .map(last -> new TrainingResult(last.manifest().step(), last.averaged(), validationLoss(last)));
    }

    private void requireNoStop() {
        if (stop.wanted()) {
            throw stop.error(latest().map(checkpoint -> "train %s has a checkpoint of step %d of %d"
                            .formatted(
                                    job.name(),
                                    checkpoint.manifest().step(),
                                    job.config().steps()))
                    .orElse("train %s has no checkpoint yet".formatted(job.name())));
        }
    }

    private void recover(Ranks ranks, RanksLostException loss, Lead lead) {
        observers.forEach(observer -> observer.onLoss(loss.getMessage()));
        requireNoStop();
        if (lead.committed() < job.config().steps()) { // a rank lost after the end is none
            ranks.recover(loss, lead.committed() > 0);
        }
    }

    /** The checkpoint to go on from, which must be of this training. */
    private Optional<Checkpoint> latest() {
        Optional<Checkpoint> latest = checkpoints.latest();
        latest.ifPresent(checkpoint -> checkpoint.requireSame(
                job.identity(), Lead.cursors(job.config(), checkpoint.manifest().step())));
        return latest;
    }

    private void announce(Checkpoint checkpoint) {
        CheckpointManifest manifest = checkpoint.manifest();
        boolean changed = !manifest.configurationDigest().equals(job.configurationDigest());
        observers.forEach(observer -> observer.onResume(manifest.step(), changed));
    }

    private static OptionalDouble validationLoss(Checkpoint checkpoint) {
        Double loss = checkpoint.manifest().validationLoss();
        return loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss);
    }
}
