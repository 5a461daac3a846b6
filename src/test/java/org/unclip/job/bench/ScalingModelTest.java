package org.unclip.job.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unclip.job.bench.ScalingModel.Host;
import org.unclip.job.bench.ScalingModel.Load;
import org.unclip.job.bench.ScalingModel.Network;

final class ScalingModelTest {
    private static final ScalingModel HERE = new ScalingModel(Network.LOOPBACK, Host.MEASURED);

    /**
     * What {@code bench exchange} measured with 8 micro-batches: a rank's processor time of a step, which is the step's
     * time where each rank has a core for itself.
     */
    private record Measured(int ranks, int parameters, double millis) {}

    @Test
    void exchangeIsAsMeasured() {
        List<Measured> points = List.of(
                new Measured(1, 50_000_000, 59),
                new Measured(2, 50_000_000, 202),
                new Measured(2, 12_500_000, 62),
                new Measured(2, 3_217_603, 16),
                new Measured(4, 50_000_000, 254));

        for (Measured point : points) {
            double millis = 1000 * HERE.exchangeSeconds(load(point.parameters), point.ranks);
            assertEquals(point.millis, millis, 0.2 * point.millis, point.toString());
        }
    }

    /** A rank's bytes as WiredPeers sends them, counted by hand. */
    @Test
    void ranksSendTheirSumsAndTheirSlices() {
        assertEquals(0, ScalingModel.gradientBytes(load(1000), 1));
        assertEquals(2000, ScalingModel.gradientBytes(load(1000), 2));
        assertEquals(2000, ScalingModel.parameterBytes(load(1000), 2));
        assertEquals(3500, ScalingModel.gradientBytes(load(1000), 8));
        assertEquals(2 * 2666, ScalingModel.gradientBytes(load(1000), 3)); // one rank of three has two sums
    }

    @Test
    void computingIsThatOfTheRankWithMostMicroBatches() {
        Load load = new Load(0, 8, 1.0);

        assertEquals(8, HERE.stepSeconds(load, 1), 1e-9);
        assertEquals(3, HERE.stepSeconds(load, 3), 0.1);
        assertEquals(1, HERE.stepSeconds(load, 8), 0.1);
    }

    @Test
    void exchangeOfManyRanksDoesNotGrowWithThem() {
        ScalingModel model = new ScalingModel(Network.ethernet(10), Host.MEASURED);
        Load load = new Load(1_000_000_000, 128, 0);

        assertTrue(model.exchangeSeconds(load, 128) < 1.3 * model.exchangeSeconds(load, 8));
    }

    private static Load load(int parameters) {
        return new Load(parameters, 8, 0);
    }
}
