package org.unclip.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
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

    /** A trainer that tells the observers how it goes, beside writing the run's metrics log. */
    public Trainer(TrainingJob job, SampleDrawer samples, List<TrainingObserver> observers) {
        this.job = job;
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
     *     lost too often, or the storage fails; checkpoints written before stay whole
     */
    public TrainingResult train(Ranks ranks, RankPlan.InitialParameters initial, GradientSource.Factory sources) {
        Optional<Checkpoint> latest = latest();
        latest.ifPresent(this::announce);
        while (stepsDone(latest) < job.config().steps()) {
            long before = stepsDone(latest);
            try {
                attempt(ranks, before, initial, sources);
                latest = latest();
            } catch (RanksLostException loss) {
                observers.forEach(observer -> observer.onLoss(loss.getMessage()));
                latest = latest();
                ranks.recover(loss, stepsDone(latest) > before);
                latest.ifPresent(this::announce);
            }
        }
        Checkpoint last = latest.orElseThrow(() -> new IllegalStateException("the last step wrote no checkpoint"));
        return new TrainingResult(stepsDone(latest), last.averaged(), validationLoss(last));
    }

    private void attempt(Ranks ranks, long first, RankPlan.InitialParameters initial, GradientSource.Factory sources) {
        MetricsLog log = MetricsLog.continuing(job.runFolder(), job.name(), first);
        List<TrainingObserver> all = new ArrayList<>(List.of(log));
        all.addAll(observers);
        String attempt = UUID.randomUUID().toString().substring(0, ATTEMPT_DIGITS);
        RankPlan plan = new RankPlan(job, first, log.secondsBefore(), attempt, initial, sources);
        ranks.train(plan, new Lead(job, samples, all));
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

    private static long stepsDone(Optional<Checkpoint> latest) {
        return latest.map(checkpoint -> checkpoint.manifest().step()).orElse(0L);
    }

    private static OptionalDouble validationLoss(Checkpoint checkpoint) {
        Double loss = checkpoint.manifest().validationLoss();
        return loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss);
    }
}
