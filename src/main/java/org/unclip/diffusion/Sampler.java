package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws samples from noise as configured: respacing, then the algorithm. Immutable. */
public final class Sampler {
    private final Respacing respacing;
    private final Prediction prediction;
    private final ReverseVariance variance;
    private final SamplingConfig config;

    /**
     * A sampler for models trained with this schedule, prediction and variance.
     *
     * @throws IllegalArgumentException if the configuration asks for more steps than the schedule has
     */
    public Sampler(NoiseSchedule trained, Prediction prediction, ReverseVariance variance, SamplingConfig config) {
        this.respacing = Respacing.even(trained, config.steps());
        this.prediction = prediction;
        this.variance = variance;
        this.config = config;
    }

    /** The model to sample from: the conditional one moved away from the unconditional one by the guidance scale. */
    public Denoiser guided(Denoiser conditional, Denoiser unconditional) {
        return new ClassifierFreeGuidance(conditional, unconditional, config.guidanceScale(), variance);
    }

    /**
     * Draws one sample for every stream of the noise.
     *
     * @param model as trained, told timesteps of the full schedule; guided already
     * @return {@code [B, …exampleShape]}
     */
    public INDArray sample(Denoiser model, ExampleNoise noise, StepObserver observer) {
        ReverseProcess process = new ReverseProcess(
                respacing.schedule(), respacing.denoiser(model), prediction, variance, config.thresholding());
        INDArray xT = noise.next();
        return switch (config.sampler()) {
            case DDPM -> DdpmSampler.sample(process, xT, noise, observer);
            case DDIM -> DdimSampler.sample(process, config.eta(), xT, noise, observer);
        };
    }
}
