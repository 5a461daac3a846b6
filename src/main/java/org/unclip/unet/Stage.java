package org.unclip.unet;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.diffusion.Denoiser;
import org.unclip.diffusion.ExampleNoise;
import org.unclip.diffusion.NoiseSchedule;
import org.unclip.diffusion.ReverseVariance;
import org.unclip.diffusion.Sampler;
import org.unclip.diffusion.SamplingConfig;
import org.unclip.diffusion.StepObserver;
import org.unclip.nn.Network;
import org.unclip.random.KeyedRandom;

/** A trained stage that draws. One thread at a time, always the same. */
public final class Stage implements AutoCloseable {

    private final StageConfig config;
    private final Network network;

    /**
     * @param shape as trained; ignored by an upsampler
     * @param parameters flat, in the layout of the stage's network
     */
    public Stage(StageConfig config, ConditionShape shape, float[] parameters) {
        this.config = config;
        network = new Network(UNet.graph(config, shape));
        network.setParameters(parameters);
    }

    public StageConfig config() {
        return config;
    }

    /**
     * Draws pictures with a decoder.
     *
     * @param streams the randomness of each of the B pictures
     * @return {@code [B, size, size, 3]}, values in about [-1, 1]
     */
    public INDArray decode(
            Conditions conditions, SamplingConfig sampling, List<KeyedRandom> streams, StepObserver observer) {
        Sampler sampler = sampler(sampling);
        Denoiser conditional = denoiser(conditions.inputs());
        Denoiser unconditional = denoiser(conditions.none().inputs());
        return sampler.sample(sampler.guided(conditional, unconditional), noise(streams), observer);
    }

    /**
     * Enlarges pictures with an upsampler.
     *
     * @param low {@code [B, lowSize, lowSize, 3]}, values in [-1, 1]
     * @param streams the randomness of each of the B pictures
     * @return {@code [B, size, size, 3]}, values in about [-1, 1]
     */
    public INDArray upsample(INDArray low, SamplingConfig sampling, List<KeyedRandom> streams, StepObserver observer) {
        int batch = (int) low.size(0);
        int factor = config.size() / config.lowSize();
        float[][] enlarged = new float[batch][];
        for (int b = 0; b < batch; b++) {
            float[] picture = low.slice(b).dup('c').data().asFloat();
            enlarged[b] = LowPicture.enlarge(picture, config.lowSize(), factor);
        }
        INDArray condition = Nd4j.createFromArray(enlarged).reshape('c', batch, config.size(), config.size(), 3);
        return sampler(sampling).sample(denoiser(List.of(condition)), noise(streams), observer);
    }

    private Sampler sampler(SamplingConfig sampling) {
        NoiseSchedule schedule = NoiseSchedule.of(config.schedule());
        return new Sampler(schedule, config.prediction(), ReverseVariance.POSTERIOR, sampling);
    }

    private ExampleNoise noise(List<KeyedRandom> streams) {
        return new ExampleNoise(streams, config.size(), config.size(), 3);
    }

    private Denoiser denoiser(List<INDArray> conditions) {
        INDArray[] inputs = new INDArray[2 + conditions.size()];
        for (int i = 0; i < conditions.size(); i++) {
            inputs[2 + i] = conditions.get(i);
        }
        return (xT, t) -> {
            inputs[0] = xT;
            inputs[1] = Nd4j.valueArrayOf(new long[] {xT.size(0), 1}, (float) t);
            return network.output(inputs);
        };
    }

    @Override
    public void close() {
        network.close();
    }
}
