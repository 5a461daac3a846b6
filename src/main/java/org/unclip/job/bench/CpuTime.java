package org.unclip.job.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Processor time of the whole process, all threads and the system's part included, as PyTorch's peers count it.
 *
 * <p>The clock moves on in ticks of 10 ms, so a time is taken over a block of repetitions; the median of the blocks
 * leaves out those in which the just-in-time compiler was at work.
 *
 * @param nanos the clock
 * @param block repetitions timed as one
 */
record CpuTime(LongSupplier nanos, int block) {
    private static final int MIN_WARM_UP_BLOCKS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    static CpuTime ofThisProcess(int block) {
        return new CpuTime(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime, block);
    }

    /**
     * Milliseconds of one repetition, after as many that are not timed, for the compiler to end its work in.
     *
     * @param repetitions how many are timed, rounded up to whole blocks
     */
    double medianMillis(Runnable work, int repetitions) {
        double[] blocks = new double[(repetitions + block - 1) / block];
        for (int i = 0; i < Math.max(MIN_WARM_UP_BLOCKS, blocks.length); i++) {
            blockMillis(work);
        }
        Arrays.setAll(blocks, i -> blockMillis(work));
        return Median.of(DoubleStream.of(blocks));
    }

    private double blockMillis(Runnable work) {
        long start = nanos.getAsLong();
        for (int i = 0; i < block; i++) {
            work.run();
        }
        return (nanos.getAsLong() - start) / NANOS_PER_MILLI / block;
    }
}
