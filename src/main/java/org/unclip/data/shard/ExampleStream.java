package org.unclip.data.shard;

import java.util.ArrayList;
import java.util.List;
import org.unclip.data.shard.EpochOrder.Blocks;
import org.unclip.storage.Folder;

/**
 * The endless stream of training examples of one micro-batch: its shard, epoch after epoch, each in another order.
 *
 * <p>The example at a position is a pure function of (shard, seed, stream, position), so a resumed run reads on exactly
 * where it was killed: the position is all the state there is. Reading on from the last position takes one pass over the
 * shard an epoch; going elsewhere costs the reading of one window, about 8 MB, which is also the memory it holds. For one
 * thread at a time.
 */
public final class ExampleStream implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int WINDOW_BLOCKS = 8;

    private final ExampleShard shard;
    private final long seed;
    private final int stream;
    private final Blocks blocks;
    private EpochOrder epochOrder;
    private long epoch = -1;
    private int window = -1;
    private byte[] records;
    private int[] order;

    private ExampleStream(ExampleShard shard, long seed, int stream, int blockBytes) {
        this.shard = shard;
        this.seed = seed;
        this.stream = stream;
        int blockRecords = Math.max(1, blockBytes / shard.layout().bytes());
        this.blocks = new Blocks(shard.size(), Math.min(blockRecords, shard.size()), WINDOW_BLOCKS);
    }

    /**
     * Opens the stream of a micro-batch; the manifest's seed decides the order.
     *
     * @throws org.unclip.config.UserError if its shard is missing or damaged
     */
    public static ExampleStream open(Folder folder, ShardManifest manifest, int stream) {
        return open(folder, manifest, stream, BLOCK_BYTES);
    }

    static ExampleStream open(Folder folder, ShardManifest manifest, int stream, int blockBytes) {
        ExampleShard shard =
                ExampleShard.open(folder, manifest, manifest.streams().get(stream));
        return new ExampleStream(shard, manifest.identity().seed(), stream, blockBytes);
    }

    /** Examples of an epoch. */
    public int epochSize() {
        return blocks.records();
    }

    /** The example at a position, from 0 without end. */
    public Example example(long position) {
        long wantedEpoch = position / blocks.records();
        int offset = (int) (position % blocks.records());
        load(wantedEpoch, offset / blocks.windowRecords());
        int index = order[offset % blocks.windowRecords()];
        return shard.example(records, index, recordAt(index));
    }

    /** {@code count} examples from a position on. */
    public List<Example> examples(long position, int count) {
        List<Example> examples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            examples.add(example(position + i));
        }
        return examples;
    }

    @Override
    public void close() {
        shard.close();
    }

    private void load(long wantedEpoch, int wantedWindow) {
        if (wantedEpoch == epoch && wantedWindow == window) {
            return;
        }
        if (wantedEpoch != epoch) {
            epochOrder = new EpochOrder(seed, stream, wantedEpoch, blocks);
        }
        epoch = wantedEpoch;
        window = wantedWindow;
        order = epochOrder.order(window);
        int bytes = order.length * shard.layout().bytes();
        if (records == null || records.length != bytes) {
            records = new byte[bytes];
        }
        int filled = 0;
        for (int block : epochOrder.blocks(window)) {
            readBlock(epochOrder.firstRecord(block), blocks.size(block), filled);
            filled += blocks.size(block);
        }
    }

    /** Reads neighbours on the ring, which goes on at the shard's beginning. */
    private void readBlock(int first, int count, int filled) {
        int recordBytes = shard.layout().bytes();
        int beforeEnd = Math.min(count, blocks.records() - first);
        shard.readRecords(first, beforeEnd, records, filled * recordBytes);
        if (beforeEnd < count) {
            shard.readRecords(0, count - beforeEnd, records, (filled + beforeEnd) * recordBytes);
        }
    }

    /** Where the record at an index of the window lies in the shard. */
    private int recordAt(int index) {
        int block = epochOrder.blocks(window)[index / blocks.blockRecords()];
        return (epochOrder.firstRecord(block) + index % blocks.blockRecords()) % blocks.records();
    }
}
