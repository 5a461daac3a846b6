package org.unclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LineChartTest {

    @Test
    void pointsLieWhereTheirStepsAndValuesSay() {
        // Values from 1 to 3 leave a twentieth of room on each side: 0.9 to 3.1.
        String svg = chart(new LineChart.Point(50, 1), new LineChart.Point(100, 3));

        double height = LineChart.BOTTOM - LineChart.TOP;
        String first =
                "%.1f,%.1f".formatted((LineChart.LEFT + LineChart.RIGHT) / 2, LineChart.BOTTOM - height * 0.1 / 2.2);
        String second = "%.1f,%.1f".formatted(LineChart.RIGHT, LineChart.TOP + height * 0.1 / 2.2);
        assertTrue(svg.contains("points=\"" + first + " " + second + "\""), svg);
        assertFalse(svg.contains("logarithmic"), svg);
    }

    @Test
    void wideRatiosAreLogarithmic() {
        String svg = chart(new LineChart.Point(0, 0.01), new LineChart.Point(100, 0.1), new LineChart.Point(100, 1));

        double middle = (LineChart.TOP + LineChart.BOTTOM) / 2;
        assertTrue(svg.contains("Loss, logarithmic scale"), svg);
        assertTrue(svg.contains("%.1f,%.1f".formatted(LineChart.RIGHT, middle)), svg);
    }

    @Test
    void ticksAreRoundAndFew() {
        assertEquals(
                List.of(0.0, 500.0, 1000.0, 1500.0, 2000.0, 2500.0),
                Axis.fromZero(2768).ticks());
        assertEquals(List.of(0.01, 0.1, 1.0), new Axis(0.01, 1, true).ticks());
        assertEquals(List.of(0.02, 0.05, 0.1, 0.2), new Axis(0.012, 0.4, true).ticks());
    }

    @Test
    void ticksAreShort() {
        assertEquals(
                List.of("0", "0.05", "2e-4", "1.5e-3", "1,500", "12"),
                List.of(0.0, 0.05, 2e-4, 1.5e-3, 1500.0, 12.0).stream()
                        .map(Numbers::tick)
                        .toList());
    }

    @Test
    void aSinglePointIsADot() {
        assertTrue(chart(new LineChart.Point(5, 0)).contains("<circle"));
    }

    private static String chart(LineChart.Point... points) {
        LineChart.Line line = new LineChart.Line("training", "first", false, List.of(points));
        return new LineChart("Loss", List.of(line)).figureTag().render();
    }
}
