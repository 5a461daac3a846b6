package org.unclip.job.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.FrozenEncoders;
import org.unclip.clip.TextConfig;
import org.unclip.clip.TokenizerConfig;
import org.unclip.clip.VisionConfig;
import org.unclip.job.JobReport;
import org.unclip.random.KeyedRandom;

/** Times the encoders of OpenAI's ViT-B/32, which the embedding job runs, with random weights on one thread. */
public final class EncoderBench {
    private static final int RGB = 3;
    private static final double MILLIS = 1e3;

    private EncoderBench() {}

    /**
     * Reports in the lines of the PyTorch peer, one for pictures and one for texts.
     *
     * @param batch pictures or texts embedded together, from 1
     * @param steps batches timed of each kind, from 1
     */
    public static JobReport run(int batch, int steps) {
        VisionConfig vision = new VisionConfig(VisionConfig.Kind.TRANSFORMER, 224, 32, 768, 12, 12, List.of());
        TokenizerConfig tokenizer = new TokenizerConfig(49408, 77);
        return run(new ClipConfig(tokenizer, new TextConfig(512, 12, 8), vision, 512, 100), batch, steps);
    }

    static JobReport run(ClipConfig config, int batch, int steps) {
        StepBench.requirePositive("--batch", batch);
        StepBench.requirePositive("--steps", steps);
        int side = config.vision().imageSize();
        INDArray pictures = RandomArrays.gaussian("pictures", batch, side, side, RGB);
        int[][] tokens = tokens(config.tokenizer(), batch);
        CpuTime time = CpuTime.ofThisProcess(1);
        try (FrozenEncoders encoders = FrozenEncoders.untrained(config, 1)) {
            double image = time.medianMillis(() -> encoders.embedPictures(pictures), steps) / batch;
            double text = time.medianMillis(() -> encoders.embedTokens(tokens), steps) / batch;
            return JobReport.done(String.join(
                    System.lineSeparator(),
                    line("image", encoders.visionParameters(), image),
                    line("text", encoders.textParameters(), text)));
        }
    }

    private static String line(String what, long parameters, double millis) {
        return String.format(
                Locale.ROOT,
                "%s parameters %d cpu_ms_per_item %.2f items_per_cpu_second %.2f",
                what,
                parameters,
                millis,
                MILLIS / millis);
    }

    private static int[][] tokens(TokenizerConfig tokenizer, int batch) {
        KeyedRandom random = RandomArrays.stream("tokens");
        int[][] tokens = new int[batch][tokenizer.contextLength()];
        for (int[] text : tokens) {
            Arrays.setAll(text, n -> random.nextInt(tokenizer.vocabularySize()));
        }
        return tokens;
    }
}
