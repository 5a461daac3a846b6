package org.unclip.job.bench;

import org.unclip.paramserver.ReductionTree;

/**
 * How long a step of synchronous training takes on N ranks.
 *
 * <p>With M micro-batches of {@code t} seconds each, P parameters:
 *
 * <pre>
 *   step(N)     = ceil(M / N) · t + exchange(N)
 *   exchange(N) = (sent(N) + published(N)) / B                          bytes over the network
 *               + additions(N) · a + P / N · u                          arithmetic of an owner
 *               + 3 · (latency + (N − 1) · message)                     reduce, norm, publish
 *   sent(N)      = 4 · k · P · (N − 1) / N                              each rank's partial sums, to their owners
 *   published(N) = 4 · P · (N − 1) / N                                  each owner's slice, to everyone
 *   additions(N) = (k · N − 1) · P / N                                  of all ranks' partial sums, at their owner
 * </pre>
 *
 * <p>Every rank receives as many bytes as it sends, at the same time. A rank has k partial sums: 1 where N is a power of
 * two, at most 2 for three ranks, more for others: so the largest rank's count is taken. B is the smaller of the
 * network's bandwidth and of what a rank's processor sends and receives at the same time. So with more ranks the
 * exchange tends to 8 · P / B + P · a, which does not grow with N, while the computing falls as 1/N: what limits N are M
 * and the share of the exchange.
 *
 * @param network between the ranks
 * @param host the rank's own processor
 */
public record ScalingModel(Network network, Host host) {
    private static final int PHASES = 3;

    /**
     * A network.
     *
     * @param bytesPerSecond that a rank sends while it receives as many
     * @param latencySeconds from the send of a small message to its use
     */
    public record Network(double bytesPerSecond, double latencySeconds) {
        /** A machine's network with itself, as fast as the processors that copy; its latency is mostly their waking up. */
        static final Network LOOPBACK = new Network(Double.POSITIVE_INFINITY, 1e-3);

        private static final double BITS_PER_BYTE = 8;
        private static final double ETHERNET_EFFICIENCY = 0.94; // headers of TCP, IP and frames of 1,500 bytes
        private static final double ETHERNET_LATENCY = 50e-6;

        /** Ethernet of so many Gbit/s, through a switch. */
        public static Network ethernet(double gigabits) {
            return new Network(gigabits * 1e9 / BITS_PER_BYTE * ETHERNET_EFFICIENCY, ETHERNET_LATENCY);
        }
    }

    /**
     * What a rank's processor does with vectors.
     *
     * @param bytesPerSecond that it can send while it receives as many
     * @param messageSeconds to send or take one message
     * @param addSeconds to add one parameter's gradient
     * @param updateSeconds for one parameter's part of the norm, AdamW and average
     */
    public record Host(double bytesPerSecond, double messageSeconds, double addSeconds, double updateSeconds) {
        /** The machine that the model was fitted on: see CONTRIBUTING.md. A core for each rank. */
        public static final Host MEASURED = new Host(1.3e9, 100e-6, 0.4e-9, 1.25e-9);

        private static final int MOST_NETWORK_CORES = 8; // threads of a Wire

        /** The same with so many cores for each rank; a part of one where ranks share cores. */
        public Host withCores(double cores) {
            return new Host(
                    bytesPerSecond * Math.min(cores, MOST_NETWORK_CORES),
                    messageSeconds / Math.min(cores, 1),
                    addSeconds / cores,
                    updateSeconds / cores);
        }
    }

    /** What is trained: {@code parameters}, in {@code microBatches} a step of {@code microBatchSeconds} each. */
    public record Load(int parameters, int microBatches, double microBatchSeconds) {}

    /** Seconds of a step. */
    public double stepSeconds(Load load, int ranks) {
        int most = (load.microBatches + ranks - 1) / ranks;
        return most * load.microBatchSeconds + exchangeSeconds(load, ranks);
    }

    /** Seconds of a step in which no rank computes gradients. */
    public double exchangeSeconds(Load load, int ranks) {
        long bytes = gradientBytes(load, ranks) + parameterBytes(load, ranks);
        double bandwidth = Math.min(network.bytesPerSecond, host.bytesPerSecond);
        double messages = ranks == 1 ? 0 : PHASES * (network.latencySeconds + (ranks - 1) * host.messageSeconds);
        double slice = (double) load.parameters / ranks;
        double additions = (sums(load, ranks) * ranks - 1) * slice;
        return bytes / bandwidth + additions * host.addSeconds + slice * host.updateSeconds + messages;
    }

    /** Bytes of gradients that a rank sends in a step, and receives. */
    public static long gradientBytes(Load load, int ranks) {
        return sums(load, ranks) * parameterBytes(load, ranks);
    }

    /** Bytes of parameters that a rank sends in a step, and receives. */
    public static long parameterBytes(Load load, int ranks) {
        return (long) Float.BYTES * load.parameters * (ranks - 1) / ranks;
    }

    /** The most partial sums that a rank has. */
    private static int sums(Load load, int ranks) {
        ReductionTree tree = new ReductionTree(load.microBatches);
        int most = 0;
        for (int rank = 0; rank < ranks; rank++) {
            int first = tree.firstOf(rank, ranks);
            most = Math.max(
                    most, tree.cover(first, tree.firstOf(rank + 1, ranks)).size());
        }
        return most;
    }
}
