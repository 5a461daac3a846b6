package org.unclip.job.bench;

import java.io.Serializable;
import java.util.stream.DoubleStream;

/**
 * What a rank measured.
 *
 * @param millis of each timed step, by {@link ExchangePhase}
 * @param cpuMillis processor time of its process for one step, all threads
 * @param heapMb what its Java heap holds, megabytes
 */
record ExchangeTimes(double[][] millis, double cpuMillis, double heapMb) implements Serializable {
    double ofStep(int step) {
        return DoubleStream.of(millis[step]).sum();
    }
}
