package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unclip.report.Metric;

class ReportedMetricsTest {
    private static final List<Metric> METRICS = List.of(
            metric("Pairs", "Recall", 0.5, 0.25, 0.75),
            metric("Rows", "Norm", 0.9999996, null, null),
            metric("Rows", "Faults", 1234, null, null));

    @Test
    void figuresAreLinesUnderTheirGroups() {
        assertEquals("""
                  Pairs
                    Recall                                      0.500  (0.250 to 0.750)
                  Rows
                    Norm                                        1.000
                    Faults                                   1234.000""".indent(2).stripTrailing(), ReportedMetrics.lines(METRICS));
    }

    @Test
    void explainedFiguresSayWhatTheyMeanAndCannotTell() {
        assertEquals("""
                  Pairs
                    Recall                                        0.500  (0.250 to 0.750)
                        Found. Cannot tell: why.
                  Rows
                    Norm                                       1.000000
                        Found. Cannot tell: why.
                    Faults                                        1,234
                        Found. Cannot tell: why.""".indent(2).stripTrailing(), ReportedMetrics.explained(METRICS));
    }

    private static Metric metric(String group, String name, double value, Double low, Double high) {
        return new Metric(group, "key", name, value, low, high, Metric.Better.NEITHER, "Found.", "Why.");
    }
}
