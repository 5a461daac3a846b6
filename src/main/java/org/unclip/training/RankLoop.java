package org.unclip.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unclip.paramserver.Peers;
import org.unclip.paramserver.ShardState;
import org.unclip.paramserver.SliceMap;
import org.unclip.storage.Slice;
import org.unclip.storage.SliceFile;

/**
 * A rank's way through a training, from its plan's first step to the last. All ranks go the same way, so whether
 * something is due at a step needs no word between them. One use, one thread.
 */
public final class RankLoop {
    private final RankPlan plan;
    private final TrainingJob job;
    private final TrainingConfig config;
    private final Peers peers;
    private final Leader leader;

    /** The way of the rank that these peers see. */
    public RankLoop(RankPlan plan, Peers peers, Leader leader) {
        this.plan = plan;
        this.job = plan.job();
        this.config = job.config();
        this.peers = peers;
        this.leader = leader;
    }

    /** Trains to the last step, or to one that the leader wants to be the last, and waits until the others have come there. */
    public void run() {
        ShardState state = plan.first() == 0 ? initial() : resumed();
        Meter meter = new Meter(job, plan.secondsBefore(), peers.count());
        try (TrainingStep step = new TrainingStep(job, state, peers, plan.sources())) {
            step.begin(plan.first());
            boolean stopped = false;
            for (long done = plan.first() + 1; done <= config.steps() && !stopped; done++) {
                TrainingStep.Result result = step.run(done - 1, leader.stopWanted());
                meter.add(result);
                stopped = result.stopWanted() && done < config.steps();
                finish(done, step, state, meter, stopped);
            }
            peers.leave();
        }
    }

    private void finish(long done, TrainingStep step, ShardState state, Meter meter, boolean last) {
        OptionalDouble validationLoss =
                config.isDue(config.validateEvery(), done) ? validate(done, step) : OptionalDouble.empty();
        if (config.isDue(config.sampleEvery(), done) && !last) { // drawing may take longer than there is time left
            leader.onAverage(done, peers.count(), (int) state.from(), state.ema());
        }
        // A checkpoint always ends a report, so that a resumed run's next report covers the same steps.
        boolean checkpoint = last || config.isDue(config.checkpointEvery(), done);
        if (checkpoint || config.isDue(config.logEvery(), done) || validationLoss.isPresent()) {
            TrainingProgress progress = meter.report(done, validationLoss);
            if (peers.rank() == 0) {
                leader.onProgress(progress);
            }
        }
        if (checkpoint) {
            leader.onSlice(done, peers.count(), written(done, state), validationLoss);
        }
    }

    private static OptionalDouble validate(long done, TrainingStep step) {
        OptionalDouble loss = step.validate(done);
        loss.ifPresent(value -> Divergence.requireFinite("validation loss", value, done));
        return loss;
    }

    private Optional<SliceFile> written(long done, ShardState state) {
        return state.size() == 0
                ? Optional.empty()
                : Optional.of(job.checkpoints().writeSlice(done, peers.rank(), plan.attempt(), slice(state)));
    }

    private ShardState initial() {
        float[] values = plan.initial().values();
        SliceMap slices = peers.slices();
        if (values.length != slices.length()) {
            throw new IllegalStateException(
                    "%d parameters for a layout of %d".formatted(values.length, slices.length()));
        }
        int from = slices.from(peers.rank());
        return ShardState.initial(from, Arrays.copyOfRange(values, from, slices.end(peers.rank())));
    }

    private ShardState resumed() {
        SliceMap slices = peers.slices();
        int size = slices.size(peers.rank());
        ShardState state = new ShardState(
                slices.from(peers.rank()), new float[size], new float[size], new float[size], new float[size]);
        job.checkpoints().of(plan.first()).read(slice(state));
        return state;
    }

    private static Slice slice(ShardState state) {
        return new Slice(
                state.from(), List.of(state.parameters(), state.firstMoment(), state.secondMoment(), state.ema()));
    }
}
