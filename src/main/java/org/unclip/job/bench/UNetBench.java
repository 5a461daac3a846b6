package org.unclip.job.bench;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.job.JobReport;
import org.unclip.nn.Minibatch;
import org.unclip.nn.ModelGraph;

/** Times the U-Net of 3,217,603 parameters that the engine's speed is measured by, on pictures of 32 × 32 pixels. */
public final class UNetBench {
    /** Pixels of a side of its pictures. */
    static final int SIDE = 32;

    private UNetBench() {}

    /**
     * Times it on noise.
     *
     * @param batch examples a step, from 1
     * @param steps steps timed, from 1
     */
    public static JobReport run(int batch, int steps) {
        StepBench.requirePositive("--batch", batch);
        return StepBench.run(graph(), noise(batch, SIDE), steps);
    }

    static ModelGraph graph() {
        return PeerUNet.graph(List.of(32, 64, 128), 2);
    }

    /** Noise for {@link PeerUNet} to map to other noise, in pictures of that side. */
    static Minibatch noise(int batch, int side) {
        INDArray[] inputs = {
            RandomArrays.gaussian("x", batch, side, side, 3),
            RandomArrays.gaussian("t", batch, PeerUNet.VECTOR),
            RandomArrays.gaussian("c", batch, PeerUNet.VECTOR)
        };
        return new Minibatch(inputs, RandomArrays.gaussian("y", batch, side, side, 3), null);
    }
}
