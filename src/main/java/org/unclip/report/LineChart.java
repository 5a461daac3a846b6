package org.unclip.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curves over training steps as inline SVG.
 *
 * <p>Own, because XChart's SVG measures its texts by AWT, which a headless Java without fonts cannot, and writes its
 * colours into every element, so that a page could neither darken nor print it; it also brings PDFBox and JUnit along.
 *
 * @param title what the values are
 * @param lines at least one, with at least one point in all
 */
record LineChart(String title, List<Line> lines) {

    static final double WIDTH = 360;
    static final double HEIGHT = 210;
    static final double LEFT = 46;
    static final double RIGHT = 348;
    static final double TOP = 10;
    static final double BOTTOM = 182;
    private static final double DOT_RADIUS = 3;

    /**
     * A curve.
     *
     * @param name in the legend
     * @param style class of its colour
     * @param dotted whether each point is marked
     */
    record Line(String name, String style, boolean dotted, List<Point> points) {}

    /** A value at a step. */
    record Point(double step, double value) {}

    /** The chart with its title and, for several lines, their legend. */
    DomContent figureTag() {
        Axis steps = Axis.fromZero(all().mapToDouble(Point::step).max().orElse(0));
        Axis values = Axis.around(all().map(Point::value).toList());
        String scale = values.logarithmic() ? ", logarithmic scale" : "";
        return figure().withClass("chart")
                .with(figcaption(
                        span(title + scale), each(lines.size() > 1 ? lines : List.<Line>of(), line -> span(line.name())
                                .withClasses("key", line.style()))))
                .with(svg("svg")
                        .attr("viewBox", "0 0 %.0f %.0f".formatted(WIDTH, HEIGHT))
                        .attr("role", "img")
                        .attr("aria-label", title + scale + ": " + endings())
                        .with(each(values.ticks(), tick -> valueTick(values, tick)))
                        .with(each(steps.ticks(), tick -> stepTick(steps, tick)))
                        .with(each(lines, line -> curve(steps, values, line))));
    }

    private Stream<Point> all() {
        return lines.stream().flatMap(line -> line.points().stream());
    }

    /** What a reader who sees no picture is told. */
    private String endings() {
        return lines.stream()
                .filter(line -> !line.points().isEmpty())
                .map(line -> "%s from %s to %s"
                        .formatted(
                                line.name(),
                                Numbers.shown(line.points().get(0).value()),
                                Numbers.shown(line.points()
                                        .get(line.points().size() - 1)
                                        .value())))
                .collect(Collectors.joining("; "));
    }

    private static DomContent curve(Axis steps, Axis values, Line line) {
        String points = line.points().stream()
                .map(point -> number(x(steps, point.step())) + "," + number(y(values, point.value())))
                .collect(Collectors.joining(" "));
        boolean marked = line.dotted() || line.points().size() == 1;
        return svg("g").withClass(line.style())
                .with(svg("polyline").attr("points", points))
                .with(each(marked ? line.points() : List.<Point>of(), point -> svg("circle")
                        .attr("cx", number(x(steps, point.step())))
                        .attr("cy", number(y(values, point.value())))
                        .attr("r", number(DOT_RADIUS))));
    }

    private static DomContent valueTick(Axis axis, double tick) {
        String y = number(y(axis, tick));
        return svg("g").withClass("tick")
                .with(line(number(LEFT), y, number(RIGHT), y))
                .with(label(number(LEFT - 6), y, "end", Numbers.tick(tick)).attr("dy", "0.35em"));
    }

    private static DomContent stepTick(Axis axis, double tick) {
        double x = x(axis, tick);
        String anchor = x > RIGHT - 12 ? "end" : "middle";
        return svg("g").withClass("tick").with(label(number(x), number(BOTTOM + 18), anchor, Numbers.tick(tick)));
    }

    private static ContainerTag<?> line(String x1, String y1, String x2, String y2) {
        return svg("line").attr("x1", x1).attr("y1", y1).attr("x2", x2).attr("y2", y2);
    }

    private static ContainerTag<?> label(String x, String y, String anchor, String text) {
        return svg("text").attr("x", x).attr("y", y).attr("text-anchor", anchor).withText(text);
    }

    private static double x(Axis axis, double step) {
        return LEFT + axis.position(step) * (RIGHT - LEFT);
    }

    private static double y(Axis axis, double value) {
        return BOTTOM - axis.position(value) * (BOTTOM - TOP);
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    private static ContainerTag<?> svg(String name) {
        return tag(name);
    }
}
