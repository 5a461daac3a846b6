package org.unclip.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unclip.data.shard.Example;
import org.unclip.data.shard.ExampleShard;
import org.unclip.data.shard.ExampleStream;
import org.unclip.data.shard.ShardManifest;
import org.unclip.nn.Minibatch;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;

/**
 * The minibatches of a training over example shards: step s of micro-batch m reads the next examples of stream m, and
 * draws its noise and drop masks from a key of (seed, step, micro-batch). So they are pure functions of these three,
 * whichever rank asks.
 *
 * @param folder of the shards
 * @param manifest of the shards
 * @param microBatchSize examples of a training minibatch; validation has as many, but for the last one
 * @param seed of the run
 * @param maker turns examples into arrays
 */
public record ExampleBatches(Folder folder, ShardManifest manifest, int microBatchSize, long seed, Maker maker)
        implements TrainingBatches, Serializable {

    private static final int MOST_VALIDATION_EXAMPLES = 512; // enough for a standard error of a few per cent

    /** Turns examples into the inputs of a network. */
    @FunctionalInterface
    public interface Maker extends Serializable {
        /** A pure function of the examples and the state of {@code random}. */
        Minibatch batch(List<Example> examples, KeyedRandom random);
    }

    @Override
    public BatchSource training() {
        return new Training();
    }

    @Override
    public BatchSource validation() {
        return new Validation(ExampleShard.open(folder, manifest, manifest.validation()));
    }

    @Override
    public int validationBatches() {
        int examples = Math.min(manifest.validation().examples(), MOST_VALIDATION_EXAMPLES);
        return (examples + microBatchSize - 1) / microBatchSize;
    }

    private final class Training implements BatchSource {
        private final Map<Integer, ExampleStream> streams = new HashMap<>();

        @Override
        public Minibatch batch(long step, int microBatch) {
            ExampleStream stream = streams.computeIfAbsent(microBatch, m -> ExampleStream.open(folder, manifest, m));
            List<Example> examples = stream.examples(step * microBatchSize, microBatchSize);
            return maker.batch(examples, KeyedRandom.of(seed, "train", step, microBatch));
        }

        @Override
        public void close() {
            streams.values().forEach(ExampleStream::close);
        }
    }

    private final class Validation implements BatchSource {
        private final ExampleShard shard;

        Validation(ExampleShard shard) {
            this.shard = shard;
        }

        @Override
        public Minibatch batch(long step, int microBatch) {
            int from = microBatch * microBatchSize;
            List<Example> examples = new ArrayList<>();
            for (int i = from; i < Math.min(shard.size(), from + microBatchSize); i++) {
                examples.add(shard.example(i));
            }
            return maker.batch(examples, KeyedRandom.of(seed, "validate", step, microBatch));
        }

        @Override
        public void close() {
            shard.close();
        }
    }
}
