package org.unclip.job.plan;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.FrozenEncoders;
import org.unclip.job.bench.RandomArrays;
import org.unclip.random.KeyedRandom;

/**
 * How fast a CLIP of random weights embeds random pictures and texts here, on one thread.
 *
 * @param pictureSeconds of one
 * @param textSeconds of one
 */
record EncoderSpeed(double pictureSeconds, double textSeconds) {
    private static final int BATCH = 16;
    private static final int RGB = 3;
    private static final int REPETITIONS = 4;
    private static final double NANOS = 1e9;

    static EncoderSpeed of(ClipConfig clip) {
        int side = clip.vision().imageSize();
        INDArray pictures = RandomArrays.gaussian("pictures", BATCH, side, side, RGB);
        int[][] tokens = new int[BATCH][clip.tokenizer().contextLength()];
        KeyedRandom random = RandomArrays.stream("tokens");
        for (int[] text : tokens) {
            Arrays.setAll(text, n -> random.nextInt(clip.tokenizer().vocabularySize()));
        }
        try (FrozenEncoders encoders = FrozenEncoders.untrained(clip, 1)) {
            return new EncoderSpeed(
                    seconds(() -> encoders.embedPictures(pictures)), seconds(() -> encoders.embedTokens(tokens)));
        }
    }

    /** Of one item, the fastest of a few batches: the first ones compile. */
    private static double seconds(Runnable batch) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPETITIONS; i++) {
            long begin = System.nanoTime();
            batch.run();
            fastest = Math.min(fastest, (System.nanoTime() - begin) / NANOS);
        }
        return fastest / BATCH;
    }

    /** Pairs a second of one thread. */
    double pairsPerSecond(int captions) {
        return 1 / (pictureSeconds + captions * textSeconds);
    }
}
