package org.unclip.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart: where values lie on it, and which are marked.
 *
 * @param low the value at its beginning
 * @param high the value at its end, above {@code low}
 * @param logarithmic whether equal ratios are equally long; both ends are then above 0
 */
public record Axis(double low, double high, boolean logarithmic) {
    private static final int MOST_TICKS = 6;
    private static final double WIDE_RATIO = 20; // beyond it, a linear axis flattens most of a curve
    private static final int[] NICE = {1, 2, 5};

    /** An axis from 0 that ends at the largest value. */
    public static Axis fromZero(double largest) {
        return new Axis(0, largest > 0 ? largest : 1, false);
    }

    /** An axis on which the values fit, logarithmic where they are positive and span a wide ratio. */
    public static Axis around(List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        if (least > 0 && most / least >= WIDE_RATIO) {
            return new Axis(least, most, true);
        }
        double room = most > least ? 0.05 * (most - least) : Math.max(0.05 * Math.abs(most), 1e-9);
        return new Axis(least >= 0 ? Math.max(0, least - room) : least - room, most + room, false);
    }

    /** Where a value lies: 0 at the beginning, 1 at the end. */
    public double position(double value) {
        return logarithmic
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
    }

    /** Round values on the axis, at most six. */
    public List<Double> ticks() {
        return logarithmic ? logarithmicTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double power = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
        double step = 10 * power;
        for (int nice : NICE) {
            if ((high - low) / (nice * power) < MOST_TICKS) {
                step = nice * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks() {
        List<Double> fine = new ArrayList<>();
        List<Double> powers = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); Math.pow(10, exponent) <= high; exponent++) {
            for (int nice : NICE) {
                double tick = nice * Math.pow(10, exponent);
                if (tick >= low && tick <= high) {
                    fine.add(tick);
                    powers.addAll(nice == 1 ? List.of(tick) : List.of());
                }
            }
        }
        return fine.size() <= MOST_TICKS ? fine : powers;
    }
}
