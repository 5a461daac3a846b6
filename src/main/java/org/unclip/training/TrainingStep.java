package org.unclip.training;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.GlobalNorm;
import org.unclip.paramserver.LearningRateSchedule;
import org.unclip.paramserver.PartialSums;
import org.unclip.paramserver.PartialSums.Part;
import org.unclip.paramserver.Peers;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.ShardOptimizer;
import org.unclip.paramserver.ShardState;
import org.unclip.paramserver.Update;

/**
 * One step of training as one rank does it: gradients of its micro-batches → partial sums to their owners → tree sum of
 * its slice → norm of everyone's slices → clip → AdamW → average → everyone's parameters. One caller at a time.
 */
final class TrainingStep implements AutoCloseable {
    private static final double NANOS = 1e9;

    /**
     * A step as it went.
     *
     * @param loss mean over its examples
     * @param gradientNorm norm of its mean gradient before clipping
     * @param seconds it took
     * @param computeSeconds of the rank that computed longest; the rest of the step went into exchange and update
     * @param stopWanted whether a rank was told that this step is to be the last; all ranks hear of it
     */
    record Result(
            double loss,
            double gradientNorm,
            double learningRate,
            double seconds,
            double computeSeconds,
            boolean stopWanted) {}

    private final ReductionTree tree;
    private final double gradientClip;
    private final LearningRateSchedule schedule;
    private final ShardState state;
    private final Peers peers;
    private final Chunks chunks;
    private final Workers workers;
    private final PartialSums mine;
    private final PartialSums slice;
    private final ShardOptimizer optimizer;
    private float[] parameters;

    /**
     * A rank's part in the steps of a job.
     *
     * @param state the slice that it owns
     */
    TrainingStep(TrainingJob job, ShardState state, Peers peers, GradientSource.Factory sources) {
        TrainingConfig config = job.config();
        int length = peers.slices().length();
        this.tree = new ReductionTree(config.microBatches());
        this.gradientClip = config.gradientClip();
        this.schedule = config.schedule();
        this.state = state;
        this.peers = peers;
        this.chunks = new Chunks(job.threads());
        int first = tree.firstOf(peers.rank(), peers.count());
        int end = tree.firstOf(peers.rank() + 1, peers.count());
        this.workers = new Workers(first, end, job.threads(), length, sources);
        this.mine = new PartialSums(length, chunks);
        this.slice = new PartialSums(state.size(), chunks);
        this.optimizer = new ShardOptimizer(config.adam(), config.ema(), job.decay(), chunks);
    }

    /** Gets everyone's parameters after so many steps, which {@link #run} then goes on from. */
    void begin(long stepsDone) {
        parameters = peers.publish(Peers.Whole.PARAMETERS, stepsDone - 1, state.parameters());
    }

    /**
     * Does a step, counted from 0, and leaves the state changed.
     *
     * @param stopWanted whether this rank was told that it is to be the last
     */
    Result run(long step, boolean stopWanted) {
        long begin = System.nanoTime();
        List<Worker.Share> shares = workers.compute(step, parameters);
        double computeSeconds = (System.nanoTime() - begin) / NANOS;
        mine.clear();
        shares.forEach(share -> share.parts().forEach(mine::add));
        Part gradient = sum(peers.reduce(step, mine.parts()));
        double[] blockSums = GlobalNorm.blockSums(gradient.sum(), gradient.from(), state.size(), chunks);
        Totals totals = totals(peers.gather(step, numbers(stopWanted, computeSeconds, shares, blockSums)));
        Divergence.requireFinite("gradient norm", totals.norm, step + 1);
        double learningRate = schedule.at(step);
        double scale = meanWeight() * GlobalNorm.clipFactor(totals.norm, gradientClip);
        optimizer.update(state, gradient.sum(), gradient.from(), new Update(step, learningRate, scale));
        parameters = peers.publish(Peers.Whole.PARAMETERS, step, state.parameters());
        double seconds = (System.nanoTime() - begin) / NANOS;
        return new Result(totals.loss, totals.norm, learningRate, seconds, totals.computeSeconds, totals.stopWanted);
    }

    /** The mean loss of the averaged weights on the held-out minibatches; empty where nothing is held out. */
    OptionalDouble validate(long stepsDone) {
        float[] averaged = peers.publish(Peers.Whole.AVERAGE, stepsDone, state.ema());
        double[] own = workers.validate(averaged, peers.rank(), peers.count());
        List<double[]> losses = peers.gather(stepsDone, own);
        int count = losses.stream().mapToInt(part -> part.length).sum();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += losses.get(i % peers.count())[i / peers.count()];
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    private Part sum(List<Part> parts) {
        slice.clear();
        parts.forEach(slice::add);
        return slice.total(tree);
    }

    private double meanWeight() {
        return 1.0 / tree.microBatches();
    }

    private record Totals(double loss, double norm, double computeSeconds, boolean stopWanted) {}

    /**
     * What a rank tells the others of its step: whether it is the last (1 or 0), seconds, a loss for each of its
     * micro-batches, its slice's squares.
     */
    private static double[] numbers(
            boolean stopWanted, double computeSeconds, List<Worker.Share> shares, double[] blockSums) {
        DoubleStream losses = shares.stream().flatMapToDouble(share -> DoubleStream.of(share.losses()));
        return Stream.of(DoubleStream.of(stopWanted ? 1 : 0, computeSeconds), losses, DoubleStream.of(blockSums))
                .flatMapToDouble(numbers -> numbers)
                .toArray();
    }

    private Totals totals(List<double[]> everyones) {
        double loss = 0;
        double computeSeconds = 0;
        boolean stopWanted = false;
        DoubleStream.Builder blockSums = DoubleStream.builder();
        for (int rank = 0; rank < everyones.size(); rank++) {
            double[] numbers = everyones.get(rank);
            stopWanted |= numbers[0] != 0;
            computeSeconds = Math.max(computeSeconds, numbers[1]);
            int microBatches = tree.firstOf(rank + 1, everyones.size()) - tree.firstOf(rank, everyones.size());
            for (int i = 2; i < 2 + microBatches; i++) {
                loss += numbers[i];
            }
            for (int i = 2 + microBatches; i < numbers.length; i++) {
                blockSums.add(numbers[i]);
            }
        }
        double norm = meanWeight() * GlobalNorm.of(blockSums.build().toArray());
        return new Totals(meanWeight() * loss, norm, computeSeconds, stopWanted);
    }

    @Override
    public void close() {
        workers.close();
        chunks.close();
    }
}
