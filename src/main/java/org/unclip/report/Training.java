package org.unclip.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a training went.
 *
 * @param job its name
 * @param summary steps, time and size, in words
 * @param points in order of the steps
 * @param lostRanks messages about ranks that were lost on the way
 */
public record Training(String job, String summary, List<Point> points, List<String> lostRanks) {

    /**
     * What was logged at a step.
     *
     * @param loss mean training loss since the point before
     * @param validationLoss of the averaged weights, if measured at this step
     * @param examplesPerSecond since the point before
     */
    public record Point(
            long step, double loss, OptionalDouble validationLoss, double learningRate, double examplesPerSecond) {}

    public Training {
        points = List.copyOf(points);
        lostRanks = List.copyOf(lostRanks);
    }
}
