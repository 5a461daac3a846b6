package org.unclip.job;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.unclip.data.shard.Example;
import org.unclip.data.shard.ExampleShard;
import org.unclip.data.shard.ShardManifest;
import org.unclip.storage.Folder;

/**
 * The example shards of one training, as they were written.
 *
 * @param folder where they lie
 * @param manifest what they hold
 */
record TrainingShards(Folder folder, ShardManifest manifest) {

    /** The first held-out examples, at most so many; none where none are held out. */
    List<Example> heldOut(int most) {
        try (ExampleShard shard = ExampleShard.open(folder, manifest, manifest.validation())) {
            return IntStream.range(0, Math.min(most, shard.size()))
                    .mapToObj(shard::example)
                    .toList();
        }
    }

    /** Visits every training example once, stream by stream. */
    void forEachExample(Consumer<Example> visitor) {
        for (ShardManifest.Shard stream : manifest.streams()) {
            try (ExampleShard shard = ExampleShard.open(folder, manifest, stream)) {
                for (int i = 0; i < shard.size(); i++) {
                    visitor.accept(shard.example(i));
                }
            }
        }
    }
}
