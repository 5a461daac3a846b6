package org.unclip.training;

import java.util.List;
import org.unclip.clip.ClipTraining;
import org.unclip.data.picture.PictureValues;
import org.unclip.data.shard.Example;
import org.unclip.prior.PriorExamples;
import org.unclip.prior.PriorTraining;
import org.unclip.random.KeyedRandom;
import org.unclip.unet.StageExamples;
import org.unclip.unet.StageObjective;

/** Feeds examples to the models, with one caption of each drawn at random. */
public final class BatchMakers {

    private BatchMakers() {}

    /** For CLIP: pictures and token ids. */
    public static ExampleBatches.Maker clip(ClipTraining training) {
        return (examples, random) -> {
            byte[][] pictures = new byte[examples.size()][];
            int[][] tokens = new int[examples.size()][];
            for (int i = 0; i < pictures.length; i++) {
                Example example = examples.get(i);
                pictures[i] = example.picture();
                tokens[i] = example.tokens(caption(example, random));
            }
            return training.batch(pictures, tokens);
        };
    }

    /** For the prior: image embeddings, and a caption's embedding and encoding. */
    public static ExampleBatches.Maker prior(PriorTraining training) {
        return (examples, random) -> {
            float[][] images = new float[examples.size()][];
            float[][] texts = new float[examples.size()][];
            float[][] encodings = new float[examples.size()][];
            for (int i = 0; i < images.length; i++) {
                Example example = examples.get(i);
                int caption = caption(example, random);
                images[i] = example.imageEmbedding();
                texts[i] = example.textEmbedding(caption);
                encodings[i] = example.textEncoding(caption);
            }
            return training.batch(new PriorExamples(images, texts, encodings), random);
        };
    }

    /** For a decoder: pictures, image embeddings and a caption's encoding. */
    public static ExampleBatches.Maker decoder(StageObjective objective) {
        return (examples, random) -> objective.batch(decoderExamples(examples, random), random);
    }

    /** For an upsampler: pictures alone. */
    public static ExampleBatches.Maker upsampler(StageObjective objective) {
        return (examples, random) -> objective.batch(new StageExamples(pictures(examples), null, null), random);
    }

    /** What a decoder learns from; also what its samples are drawn for. */
    public static StageExamples decoderExamples(List<Example> examples, KeyedRandom random) {
        float[][] images = new float[examples.size()][];
        float[][] encodings = new float[examples.size()][];
        for (int i = 0; i < images.length; i++) {
            images[i] = examples.get(i).imageEmbedding();
            encodings[i] = examples.get(i).textEncoding(caption(examples.get(i), random));
        }
        return new StageExamples(pictures(examples), images, encodings);
    }

    /** {@code [B][S · S · 3]}, values in [-1, 1]. */
    public static float[][] pictures(List<Example> examples) {
        float[][] pictures = new float[examples.size()][];
        for (int b = 0; b < pictures.length; b++) {
            pictures[b] = PictureValues.of(examples.get(b).picture());
        }
        return pictures;
    }

    private static int caption(Example example, KeyedRandom random) {
        return random.nextInt(example.captions());
    }
}
