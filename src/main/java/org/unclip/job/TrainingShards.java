package org.unclip.job;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.unclip.data.shard.Example;
import org.unclip.data.shard.ExampleShard;
import org.unclip.data.shard.ShardManifest;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.diffusion.EmbeddingStatistics;
import org.unclip.storage.Folder;
import org.unclip.storage.Sha256;

/**
 * The example shards of one training, as they were written.
 *
 * @param folder where they lie
 * @param manifest what they hold
 */
record TrainingShards(Folder folder, ShardManifest manifest) {
    /** Examples that are enough for statistics of some thousand dimensions, at most. */
    private static final int SCALED_BY = 50_000;

    /** The first held-out examples, at most so many; none where none are held out. */
    List<Example> heldOut(int most) {
        try (ExampleShard shard = ExampleShard.open(folder, manifest, manifest.validation())) {
            return IntStream.range(0, Math.min(most, shard.size()))
                    .mapToObj(shard::example)
                    .toList();
        }
    }

    /**
     * The scaling of some embeddings of the training examples. Computed once and kept beside the shards, because a machine
     * that resumes the training may find other principal axes that are as good, which the weights would not fit.
     *
     * @param name of these embeddings, for its file
     * @param add feeds those of an example to the statistics
     */
    EmbeddingScaling scaling(
            String name, EmbeddingScale scale, int dimensions, BiConsumer<EmbeddingStatistics, Example> add) {
        if (scale == EmbeddingScale.SQRT_DIM) {
            return EmbeddingScaling.sqrtDim(dimensions);
        }
        String identity = Sha256.hex("%s %s".formatted(scale, manifest.identity()));
        String file = "%s-scaling-%s.json".formatted(name, identity.substring(0, 16));
        if (folder.has(file)) {
            return EmbeddingScaling.parse(folder.read(file));
        }
        EmbeddingStatistics statistics = new EmbeddingStatistics(dimensions);
        for (ShardManifest.Shard stream : manifest.streams()) {
            try (ExampleShard shard = ExampleShard.open(folder, manifest, stream)) {
                int most = Math.min(shard.size(), SCALED_BY / manifest.streams().size());
                IntStream.range(0, most).forEach(i -> add.accept(statistics, shard.example(i)));
            }
        }
        EmbeddingScaling scaling = statistics.scaling(scale);
        folder.write(file, out -> out.write(scaling.json()));
        return scaling;
    }
}
