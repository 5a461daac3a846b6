package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.report.Metric;
import org.unclip.report.Metric.Better;

final class GateTest {
    private static final Gate WORSE_BY_A_TENTH = new Gate(Optional.of(0.1), Optional.empty(), Optional.empty());

    @Test
    void worseIsWhatTheFigureSaysIsWorse() {
        assertTrue(WORSE_BY_A_TENTH
                .judge(metric("cosine", 0.75, Better.HIGHER), Optional.of(metric("cosine", 0.8, Better.HIGHER)))
                .passed());
        assertFalse(WORSE_BY_A_TENTH
                .judge(metric("cosine", 0.65, Better.HIGHER), Optional.of(metric("cosine", 0.8, Better.HIGHER)))
                .passed());
        assertFalse(WORSE_BY_A_TENTH
                .judge(metric("distance", 0.95, Better.LOWER), Optional.of(metric("distance", 0.8, Better.LOWER)))
                .passed());
        assertTrue(WORSE_BY_A_TENTH
                .judge(metric("distance", 0.2, Better.LOWER), Optional.of(metric("distance", 0.8, Better.LOWER)))
                .passed());
    }

    @Test
    void firstReleaseIsJudgedByItsOwnValueAlone() {
        Gate gate = new Gate(Optional.of(0.0), Optional.of(0.5), Optional.of(0.9));

        assertTrue(gate.judge(metric("cosine", 0.5, Better.HIGHER), Optional.empty())
                .passed());
        assertFalse(gate.judge(metric("cosine", 0.49, Better.HIGHER), Optional.empty())
                .passed());
        assertFalse(gate.judge(metric("cosine", 0.91, Better.HIGHER), Optional.empty())
                .passed());
    }

    @Test
    void resultSaysValueReleaseAndLimit() {
        Gate gate = new Gate(Optional.of(0.1), Optional.of(0.5), Optional.empty());

        assertEquals(
                "refused: cosine 0.4500, release 0.8000, may be worse by 0.1000, at least 0.5000",
                gate.judge(metric("cosine", 0.45, Better.HIGHER), Optional.of(metric("cosine", 0.8, Better.HIGHER)))
                        .words());
    }

    @Test
    void figureThatWasNotMeasuredIsAnErrorThatNamesThoseThatWere() {
        Gates gates = new Gates(Map.of("cosine", WORSE_BY_A_TENTH));
        List<Metric> measured = List.of(metric("cmmd", 1, Better.LOWER));

        UserError error = assertThrows(UserError.class, () -> gates.judge(measured, Optional.empty()));
        assertEquals(ExitCode.FATAL, error.exitCode());
        assertEquals(
                "retrain.gates is \"cosine\", but must be a figure that was measured, of [cmmd]: set retrain.gates.\"cosine\" to"
                        + " null, or hold out at least 10 pairs to measure by.",
                error.getMessage());
    }

    private static Metric metric(String key, double value, Better better) {
        return new Metric("group", key, key, value, null, null, better, "", "");
    }
}
