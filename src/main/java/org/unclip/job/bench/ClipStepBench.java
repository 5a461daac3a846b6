package org.unclip.job.bench;

import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipTraining;
import org.unclip.config.Settings;
import org.unclip.job.ClipSection;
import org.unclip.job.JobReport;
import org.unclip.nn.Minibatch;
import org.unclip.random.KeyedRandom;

/** Times the training step of the CLIP of a configuration, on one of its micro-batches. */
public final class ClipStepBench {
    private static final int RGB = 3;
    private static final int BYTE_VALUES = 256;

    private ClipStepBench() {}

    /**
     * Times it on random pixels and tokens.
     *
     * @param steps steps timed, from 1
     */
    public static JobReport run(Settings settings, int steps) {
        ClipSection section = settings.read("clip", ClipSection.class);
        ClipConfig model = section.model();
        ClipTraining training = new ClipTraining(model, model.tokenizer().vocabularySize());
        return StepBench.run(
                training.graph(), noise(training, model, section.training().microBatchSize()), steps);
    }

    /** Random pixels and tokens of so many pairs. */
    public static Minibatch noise(ClipTraining training, ClipConfig model, int batch) {
        KeyedRandom random = RandomArrays.stream("clip");
        int side = model.vision().imageSize();
        byte[][] pictures = new byte[batch][side * side * RGB];
        int[][] tokens = new int[batch][model.tokenizer().contextLength()];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < pictures[b].length; i++) {
                pictures[b][i] = (byte) random.nextInt(BYTE_VALUES);
            }
            for (int n = 0; n < tokens[b].length; n++) {
                tokens[b][n] = random.nextInt(model.tokenizer().vocabularySize());
            }
        }
        return training.batch(pictures, tokens);
    }
}
