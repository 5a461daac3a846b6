package org.unclip.training;

import java.util.List;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.GlobalNorm;
import org.unclip.paramserver.LearningRateSchedule;
import org.unclip.paramserver.PartialSums;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.ShardOptimizer;
import org.unclip.paramserver.ShardState;
import org.unclip.paramserver.Update;

/**
 * One step of training by one rank that owns the whole vector: gradients → tree sum → clip → AdamW → average.
 *
 * <p>Ranks that own slices would exchange here twice: the workers' parts before they are summed, and the blocks' sums
 * of squares before the norm. One caller at a time.
 */
final class TrainingStep implements AutoCloseable {
    /** A step's loss (mean over its examples), norm of its mean gradient before clipping, and learning rate. */
    record Result(double loss, double gradientNorm, double learningRate) {}

    private final ReductionTree tree;
    private final double gradientClip;
    private final LearningRateSchedule schedule;
    private final ShardState state;
    private final Chunks chunks;
    private final Workers workers;
    private final PartialSums sums;
    private final ShardOptimizer optimizer;

    TrainingStep(TrainingJob job, ShardState state, GradientSource.Factory sources) {
        TrainingConfig config = job.config();
        this.tree = new ReductionTree(config.microBatches());
        this.gradientClip = config.gradientClip();
        this.schedule = config.schedule();
        this.state = state;
        this.chunks = new Chunks(job.threads());
        this.workers = new Workers(tree, job.threads(), state.size(), sources);
        this.sums = new PartialSums(state.size(), chunks);
        this.optimizer = new ShardOptimizer(config.adam(), config.ema(), job.decay(), chunks);
    }

    /** Does a step, counted from 0, and leaves the state changed; a step that throws leaves it as it was. */
    Result run(long step) {
        List<Worker.Share> shares = workers.compute(step, state.parameters());
        sums.clear();
        shares.forEach(share -> share.parts().forEach(part -> sums.add(part.node(), part.sum())));
        float[] gradient = sums.total(tree);
        double meanWeight = 1.0 / tree.microBatches();
        double norm = meanWeight * GlobalNorm.of(GlobalNorm.blockSums(gradient, chunks));
        Divergence.requireFinite("gradient norm", norm, step + 1);
        double learningRate = schedule.at(step);
        double scale = meanWeight * GlobalNorm.clipFactor(norm, gradientClip);
        optimizer.update(state, gradient, new Update(step, learningRate, scale));
        return new Result(meanWeight * totalLoss(shares), norm, learningRate);
    }

    private static double totalLoss(List<Worker.Share> shares) {
        double total = 0;
        for (Worker.Share share : shares) {
            for (double loss : share.losses()) {
                total += loss;
            }
        }
        return total;
    }

    @Override
    public void close() {
        workers.close();
        chunks.close();
    }
}
