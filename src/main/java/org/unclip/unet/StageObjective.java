package org.unclip.unet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.diffusion.ForwardProcess;
import org.unclip.diffusion.ForwardProcess.NoisedBatch;
import org.unclip.diffusion.NoiseSchedule;
import org.unclip.nn.Minibatch;
import org.unclip.random.KeyedRandom;

/** Makes the minibatches of a stage's training: noise, dropped conditions, degraded lower pictures. Immutable. */
public final class StageObjective implements Serializable {
    private static final long serialVersionUID = 1;

    private final StageConfig stage;
    private final StageConditions conditions;
    private final ForwardProcess process;

    /** Of a stage that reads those conditions; an upsampler ignores them. */
    public StageObjective(StageConfig stage, StageConditions conditions) {
        this.stage = stage;
        this.conditions = conditions;
        process = new ForwardProcess(NoiseSchedule.of(stage.schedule()), stage.prediction(), stage.lossWeight());
    }

    /** Inputs and labels for {@link UNet#graph}; a pure function of the examples and the state of {@code random}. */
    public Minibatch batch(StageExamples examples, KeyedRandom random) {
        return stage.upsampler() ? upsampler(examples, random) : decoder(examples, random);
    }

    private Minibatch decoder(StageExamples examples, KeyedRandom random) {
        NoisedBatch noised = process.noised(examples.pictures(), random);
        int batch = examples.pictures().length;
        Conditions given = conditions.of(examples.imageEmbeddings(), examples.textEncodings());
        boolean[] dropImage = new boolean[batch];
        boolean[] dropText = new boolean[batch];
        for (int b = 0; b < batch; b++) {
            dropImage[b] = random.nextDouble() < stage.drop().image();
            dropText[b] = random.nextDouble() < stage.drop().text();
        }
        List<INDArray> inputs = new ArrayList<>(noisedInputs(noised, stage.size()));
        inputs.addAll(given.dropped(dropImage, dropText).inputs());
        return minibatch(inputs, noised, stage.size());
    }

    private Minibatch upsampler(StageExamples examples, KeyedRandom random) {
        int batch = examples.pictures().length;
        int extent = stage.trainingSize();
        int factor = stage.size() / stage.lowSize();
        int places = (stage.size() - extent) / factor + 1;
        float[][] targets = new float[batch][];
        float[][] lows = new float[batch][];
        for (int b = 0; b < batch; b++) {
            int top = factor * random.nextInt(places);
            int left = factor * random.nextInt(places);
            targets[b] = LowPicture.crop(examples.pictures()[b], stage.size(), top, left, extent);
            float[] low = LowPicture.shrink(targets[b], extent, factor);
            low = LowPicture.degrade(low, extent / factor, stage.augmentation(), random);
            lows[b] = LowPicture.enlarge(low, extent / factor, factor);
        }
        NoisedBatch noised = process.noised(targets, random);
        List<INDArray> inputs = new ArrayList<>(noisedInputs(noised, extent));
        inputs.add(Nd4j.createFromArray(lows).reshape('c', batch, extent, extent, 3));
        return minibatch(inputs, noised, extent);
    }

    private static List<INDArray> noisedInputs(NoisedBatch noised, int extent) {
        int batch = noised.timesteps().length;
        float[] t = new float[batch];
        for (int b = 0; b < batch; b++) {
            t[b] = noised.timesteps()[b];
        }
        return List.of(pictures(noised.xT(), batch, extent), Nd4j.create(t, new long[] {batch, 1}, 'c'));
    }

    private static Minibatch minibatch(List<INDArray> inputs, NoisedBatch noised, int extent) {
        int batch = noised.timesteps().length;
        INDArray labels = pictures(noised.target(), batch, extent);
        INDArray weights = Nd4j.createFromArray(noised.weights()).reshape(batch, 1);
        return new Minibatch(inputs.toArray(INDArray[]::new), labels, weights);
    }

    private static INDArray pictures(float[] values, int batch, int extent) {
        return Nd4j.create(values, new long[] {batch, extent, extent, 3}, 'c');
    }
}
