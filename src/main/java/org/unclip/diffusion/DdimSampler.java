package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Denoising diffusion implicit sampling: Song, Meng and Ermon 2021, eq. 12, with {@code σ_t = η √β̃_t} (eq. 16).
 *
 * <p>{@code η = 0} is deterministic in {@code xT}; {@code η = 1} is ancestral sampling with the posterior variance.
 */
public final class DdimSampler {
    private DdimSampler() {}

    /**
     * Steps back from {@code xT} through all timesteps of the process, whose variance is not used.
     *
     * @param eta η in [0, 1]
     * @param xT {@code [B, …]} at the last timestep's level, as a rule pure noise; not changed
     * @return the samples x0, {@code [B, …]}
     */
    public static INDArray sample(
            ReverseProcess process, double eta, INDArray xT, ExampleNoise noise, StepObserver observer) {
        NoiseSchedule schedule = process.schedule();
        INDArray x = xT;
        for (int t = schedule.steps() - 1; t >= 0; t--) {
            INDArray x0 = process.x0(x, process.denoiser().predict(x, t), t);
            INDArray eps = Prediction.X0.eps(x, x0, schedule.level(t)); // of the thresholded x0
            double sigma = eta * Math.sqrt(schedule.posteriorVariance(t));
            double direction = Math.sqrt(1.0 - schedule.alphaBarBefore(t) - sigma * sigma);
            INDArray next = x0.mul(Math.sqrt(schedule.alphaBarBefore(t))).addi(eps.muli(direction));
            if (sigma > 0.0) {
                next.addi(noise.next().muli(sigma));
            }
            x = next;
            observer.stepped(t, x, x0);
        }
        return x;
    }
}
