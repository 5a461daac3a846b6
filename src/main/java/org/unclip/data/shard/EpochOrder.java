package org.unclip.data.shard;

import org.unclip.random.KeyedRandom;

/**
 * The order of one epoch over a shard: shuffled, but read in large pieces.
 *
 * <p>The shard, taken as a ring that begins at a random record, is cut into blocks of neighbouring records; the blocks
 * are permuted, and the records of a window of some blocks are permuted among themselves. Each record is in exactly one
 * window. A window is what a reader holds in memory. Immutable; a pure function of seed, stream, epoch and sizes.
 */
final class EpochOrder {
    private final long seed;
    private final int stream;
    private final long epoch;
    private final Blocks blocks;
    private final int begin;
    private final int[] order;

    /**
     * How a shard is cut.
     *
     * @param records of the shard
     * @param blockRecords records read at once; the last block may have fewer
     * @param windowBlocks blocks held in memory at a time
     */
    record Blocks(int records, int blockRecords, int windowBlocks) {
        int windowRecords() {
            return blockRecords * windowBlocks;
        }

        /** Blocks that are full. */
        int full() {
            return records / blockRecords;
        }

        int size(int block) {
            return Math.min(blockRecords, records - block * blockRecords);
        }
    }

    EpochOrder(long seed, int stream, long epoch, Blocks blocks) {
        this.seed = seed;
        this.stream = stream;
        this.epoch = epoch;
        this.blocks = blocks;
        KeyedRandom random = KeyedRandom.of(seed, "epoch", stream, epoch);
        this.begin = random.nextInt(blocks.records());
        this.order = random.permutation(blocks.full()); // a shorter block stays last, where any records can be in it
    }

    /** The blocks of a window, in the order of the epoch. */
    int[] blocks(int window) {
        int from = window * blocks.windowBlocks();
        int all = (blocks.records() + blocks.blockRecords() - 1) / blocks.blockRecords();
        int[] chosen = new int[Math.min(blocks.windowBlocks(), all - from)];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = from + i < order.length ? order[from + i] : from + i;
        }
        return chosen;
    }

    /** In which order the records of a window, as {@link #blocks} lists them, are delivered. */
    int[] order(int window) {
        int before = window * blocks.windowRecords();
        int count = Math.min(blocks.windowRecords(), blocks.records() - before);
        return KeyedRandom.of(seed, "window", stream, epoch, window).permutation(count);
    }

    /** Where the first record of a block lies in the shard. */
    int firstRecord(int block) {
        return (int) ((begin + (long) block * blocks.blockRecords()) % blocks.records());
    }
}
