package org.unclip.prior;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.diffusion.ForwardProcess;
import org.unclip.diffusion.ForwardProcess.NoisedBatch;
import org.unclip.diffusion.LossWeight;
import org.unclip.diffusion.NoiseSchedule;
import org.unclip.diffusion.Prediction;
import org.unclip.nn.Minibatch;
import org.unclip.nn.ModelGraph;
import org.unclip.random.KeyedRandom;

/**
 * The prior as training sees it: a graph with its loss, and micro-batches for it.
 *
 * <p>Mean squared error of the predicted unnoised embedding (Ramesh et al. 2022, section 2.2, eq. 2), in the space of
 * the scaling, where a prior that says nothing has a loss of 1 or, whitened, less: losses of different scalings do not
 * compare. Immutable; for any thread.
 */
public final class PriorTraining implements Serializable {
    private static final long serialVersionUID = 1;

    private static final LossWeight SIMPLE = new LossWeight(LossWeight.Kind.SIMPLE, 1, 1);

    private final PriorConfig config;
    private final PriorShape shape;
    private final PriorScaling scaling;
    private final ForwardProcess process;

    /** A prior to train on embeddings of that scaling. */
    public PriorTraining(PriorConfig config, PriorShape shape, PriorScaling scaling) {
        this.config = config;
        this.shape = shape;
        this.scaling = scaling;
        this.process = new ForwardProcess(NoiseSchedule.of(config.schedule()), Prediction.X0, SIMPLE);
    }

    PriorConfig config() {
        return config;
    }

    PriorShape shape() {
        return shape;
    }

    PriorScaling scaling() {
        return scaling;
    }

    /** The network, whose inputs {@link #batch} assembles; its output is {@code x0 [B, D]}. */
    public ModelGraph graph() {
        return new PriorNetwork(config, shape).graph();
    }

    /**
     * A micro-batch of B examples, noised, some without their text.
     *
     * @param random a stream of its own for every micro-batch, such as {@code of(seed, "prior", step, microBatch)}
     */
    public Minibatch batch(PriorExamples examples, KeyedRandom random) {
        int batch = examples.imageEmbeddings().length;
        float[][] x0 = new float[batch][];
        boolean[] drop = new boolean[batch];
        for (int b = 0; b < batch; b++) {
            x0[b] = scaling.image().scaled(examples.imageEmbeddings()[b]);
            drop[b] = random.nextDouble() < config.conditionDrop();
        }
        NoisedBatch noised = process.noised(x0, random);
        PriorInputs text =
                PriorInputs.of(scaling.text().scaled(examples.textEmbeddings()), examples.textEncodings(), drop, shape);
        float[] timesteps = new float[batch];
        for (int b = 0; b < batch; b++) {
            timesteps[b] = noised.timesteps()[b];
        }
        INDArray xT = PriorInputs.array(noised.xT(), batch, shape.embedding());
        INDArray target = PriorInputs.array(noised.target(), batch, shape.embedding());
        return new Minibatch(text.with(xT, timesteps), target, null);
    }
}
