package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Ancestral sampling: Ho et al. 2020, algorithm 2, with the mean taken through x0 (eq. 7). */
public final class DdpmSampler {
    private DdpmSampler() {}

    /**
     * Steps back from {@code xT} through all timesteps of the process.
     *
     * @param xT {@code [B, …]} at the last timestep's level, as a rule pure noise; not changed
     * @return the samples x0, {@code [B, …]}
     */
    public static INDArray sample(ReverseProcess process, INDArray xT, ExampleNoise noise, StepObserver observer) {
        NoiseSchedule schedule = process.schedule();
        INDArray x = xT;
        for (int t = schedule.steps() - 1; t >= 0; t--) {
            INDArray output = process.denoiser().predict(x, t);
            INDArray x0 = process.x0(x, output, t);
            INDArray next = x0.mul(schedule.posteriorMeanOfX0(t)).addi(x.mul(schedule.posteriorMeanOfXT(t)));
            if (t > 0) {
                next.addi(process.variance().scale(noise.next(), output, schedule, t));
            }
            x = next;
            observer.stepped(t, x, x0);
        }
        return x;
    }
}
