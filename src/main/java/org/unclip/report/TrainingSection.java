package org.unclip.report;

import static j2html.TagCreator.article;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.unclip.report.LineChart.Line;
import org.unclip.report.Training.Point;

/** Curves of all trainings, three charts each. */
final class TrainingSection {

    private static final int MOST_POINTS = 400;

    private TrainingSection() {}

    static DomContent of(List<Training> trainings) {
        return Section.of(
                "training",
                "Training",
                "Every model was trained by itself, in this order. The loss is the mean since the point before; the"
                        + " validation loss is that of the averaged weights on held-out examples.",
                trainings.isEmpty(),
                "No training has logged anything yet.",
                each(trainings, TrainingSection::training));
    }

    private static DomContent training(Training training) {
        List<Point> points = training.points();
        return article(
                h3(training.job()),
                p(training.summary()).withClass("note"),
                each(training.lostRanks(), loss -> p("Ranks were lost: " + loss).withClass("warning")),
                div(
                                losses(points),
                                chart("Learning rate", points, Point::learningRate),
                                chart("Examples a second", points, Point::examplesPerSecond))
                        .withClass("charts"));
    }

    private static DomContent losses(List<Point> points) {
        List<LineChart.Point> validation = points.stream()
                .filter(point -> point.validationLoss().isPresent())
                .map(point ->
                        new LineChart.Point(point.step(), point.validationLoss().getAsDouble()))
                .toList();
        List<Line> lines = new ArrayList<>(List.of(new Line("training", "first", false, curve(points, Point::loss))));
        if (!validation.isEmpty()) {
            lines.add(new Line("validation", "second", true, validation));
        }
        return new LineChart("Loss" + smoothing(points), lines).figureTag();
    }

    private static DomContent chart(String title, List<Point> points, ToDoubleFunction<Point> value) {
        Line line = new Line(title.toLowerCase(Locale.ROOT), "first", false, curve(points, value));
        return new LineChart(title + smoothing(points), List.of(line)).figureTag();
    }

    private static List<LineChart.Point> curve(List<Point> points, ToDoubleFunction<Point> value) {
        int together = together(points);
        List<LineChart.Point> curve = new ArrayList<>();
        for (int from = 0; from < points.size(); from += together) {
            List<Point> bucket = points.subList(from, Math.min(points.size(), from + together));
            long step = bucket.get(bucket.size() - 1).step();
            curve.add(new LineChart.Point(
                    step, bucket.stream().mapToDouble(value).average().orElseThrow()));
        }
        return curve;
    }

    private static String smoothing(List<Point> points) {
        int together = together(points);
        return together == 1 ? "" : ", means of %d points".formatted(together);
    }

    /** How many logged points become one of the curve, so that a page of a long training stays small. */
    private static int together(List<Point> points) {
        return (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    }
}
