package org.unclip.clip;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.unclip.random.KeyedRandom;

/** Configurations and pairs of CLIP tests. */
final class TinyClip {
    static final List<String> CAPTIONS = List.of(
            "a red circle",
            "a blue circle",
            "a red square",
            "a blue square",
            "two stars",
            "a ring",
            "a cross",
            "nothing");

    private static final int SIDE = 16;

    private TinyClip() {}

    static ClipConfig convolutional() {
        return config(VisionConfig.Kind.CONVOLUTIONAL);
    }

    static ClipConfig transformer() {
        return config(VisionConfig.Kind.TRANSFORMER);
    }

    static BytePairTokenizer tokenizer() {
        return BytePairTrainer.train(Stream.concat(CAPTIONS.stream(), CAPTIONS.stream()), new TokenizerConfig(600, 8));
    }

    static ClipTraining training(ClipConfig config) {
        return new ClipTraining(config, tokenizer().vocabularySize());
    }

    /** A picture a caption, of smooth random colours. */
    static byte[][] pictures() {
        byte[][] pictures = new byte[CAPTIONS.size()][3 * SIDE * SIDE];
        for (int b = 0; b < pictures.length; b++) {
            KeyedRandom random = KeyedRandom.of(b, "picture");
            double[] waves = new double[6];
            Arrays.setAll(waves, i -> random.nextDouble());
            for (int i = 0; i < pictures[b].length; i++) {
                int channel = i % 3;
                int x = i / 3 % SIDE;
                pictures[b][i] = (byte) (128 + 100 * Math.sin(waves[channel] * x + 6 * waves[3 + channel]));
            }
        }
        return pictures;
    }

    static int[][] tokens() {
        BytePairTokenizer tokenizer = tokenizer();
        return CAPTIONS.stream().map(tokenizer::encode).toArray(int[][]::new);
    }

    private static ClipConfig config(VisionConfig.Kind kind) {
        VisionConfig vision = new VisionConfig(kind, SIDE, 8, 16, 1, 2, List.of(8, 16, 16));
        return new ClipConfig(new TokenizerConfig(600, 8), new TextConfig(16, 2, 2), vision, 8, 100);
    }
}
