package org.unclip.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.DecayRanges;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.GlobalNorm;
import org.unclip.paramserver.PartialSums;
import org.unclip.paramserver.PartialSums.Part;
import org.unclip.paramserver.Peers;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.ShardOptimizer;
import org.unclip.paramserver.ShardState;
import org.unclip.paramserver.Update;

/**
 * The steps of one rank as {@code org.unclip.training.TrainingStep} does them, with made-up gradients instead of a model's.
 * One use, one thread.
 */
final class ExchangeLoop implements AutoCloseable {
    private static final AdamConfig ADAM = new AdamConfig(0.9, 0.999, 1e-8, 0.01);
    private static final EmaConfig EMA = new EmaConfig(0.999, true);
    private static final double LEARNING_RATE = 1e-4;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double[] NOTHING = {};
    private static final int PERIOD = 1 << 16;

    private final ExchangePlan plan;
    private final Peers peers;
    private final ReductionTree tree;
    private final Chunks chunks;
    private final List<Part> gradients = new ArrayList<>();
    private final float[] noise = new float[PERIOD];
    private final ShardState state;
    private final PartialSums slice;
    private final ShardOptimizer optimizer;

    /** The rank that these peers see. */
    ExchangeLoop(ExchangePlan plan, Peers peers) {
        this.plan = plan;
        this.peers = peers;
        this.tree = plan.tree();
        this.chunks = new Chunks(plan.threads());
        int first = tree.firstOf(peers.rank(), peers.count());
        int end = tree.firstOf(peers.rank() + 1, peers.count());
        tree.cover(first, end).forEach(node -> gradients.add(new Part(node, new float[plan.parameters()], 0)));
        int size = peers.slices().size(peers.rank());
        this.state = new ShardState(
                peers.slices().from(peers.rank()), new float[size], new float[size], new float[size], new float[size]);
        this.slice = new PartialSums(size, chunks);
        DecayRanges decay = DecayRanges.of(List.of(new DecayRanges.Range(0, plan.parameters() / 2)));
        this.optimizer = new ShardOptimizer(ADAM, EMA, decay, chunks);
        RandomArrays.stream("gradient").fillGaussian(noise);
    }

    /** Does all steps, those of the warm-up first. */
    ExchangeTimes run() {
        LongSupplier cpu = CpuTime.ofThisProcess(1).nanos();
        double heapMb = MemoryUse.now().heapMb();
        double[][] millis = new double[plan.steps()][];
        long cpuNanos = 0;
        for (int step = -ExchangePlan.WARM_UP; step < plan.steps(); step++) {
            gradients.forEach(this::makeUp);
            peers.gather(step + ExchangePlan.WARM_UP, NOTHING); // all begin at the same time
            long cpuBefore = cpu.getAsLong();
            double[] phases = step(step + ExchangePlan.WARM_UP);
            if (step >= 0) {
                millis[step] = phases;
                cpuNanos += cpu.getAsLong() - cpuBefore;
            }
        }
        peers.leave();
        return new ExchangeTimes(millis, cpuNanos / NANOS_PER_MILLI / plan.steps(), heapMb);
    }

    /** The exchange of a step; the milliseconds of its phases. */
    private double[] step(long step) {
        long[] ends = new long[ExchangePhase.values().length + 1];
        ends[0] = System.nanoTime();
        List<Part> parts = peers.reduce(step, gradients);
        ends[1] = System.nanoTime();
        slice.clear();
        parts.forEach(slice::add);
        Part gradient = slice.total(tree);
        double[] blockSums = GlobalNorm.blockSums(gradient.sum(), gradient.from(), state.size(), chunks);
        ends[2] = System.nanoTime();
        double[] everyones = peers.gather(step, blockSums).stream()
                .flatMapToDouble(DoubleStream::of)
                .toArray();
        double scale = GlobalNorm.clipFactor(GlobalNorm.of(everyones), 1);
        ends[3] = System.nanoTime();
        optimizer.update(state, gradient.sum(), gradient.from(), new Update(step, LEARNING_RATE, scale));
        ends[4] = System.nanoTime();
        peers.publish(Peers.Whole.PARAMETERS, step, state.parameters());
        ends[5] = System.nanoTime();
        return IntStream.range(1, ends.length)
                .mapToDouble(i -> (ends[i] - ends[i - 1]) / NANOS_PER_MILLI)
                .toArray();
    }

    /** Fills a gradient as a model would between two exchanges: with values that change, over all of its memory. */
    private void makeUp(Part gradient) {
        float[] values = gradient.sum();
        for (int from = 0; from < values.length; from += noise.length) {
            System.arraycopy(noise, 0, values, from, Math.min(noise.length, values.length - from));
        }
    }

    @Override
    public void close() {
        chunks.close();
    }
}
