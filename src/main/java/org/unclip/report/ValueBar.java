package org.unclip.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Draws a value and its interval on a line that the metrics of a group share.
 *
 * @param axis from 0 or the smallest value below it, to 1 for shares and cosines or else to the largest value
 */
record ValueBar(Axis axis) {

    private static final double WIDTH = 200;
    private static final double SMALL = 0.1; // no share, but a loss or a distance

    /** The bars of a group; none where no value has an interval. */
    static Optional<ValueBar> among(List<Metric> group) {
        if (group.stream().noneMatch(Metric::hasInterval)) {
            return Optional.empty();
        }
        double least = values(group).min().orElse(0);
        double most = values(group).max().orElse(1);
        double end = most <= 1 && most > SMALL ? 1 : Math.max(most, Double.MIN_NORMAL);
        return Optional.of(new ValueBar(new Axis(Math.min(0, least), end, false)));
    }

    private static DoubleStream values(List<Metric> group) {
        return group.stream()
                .flatMapToDouble(metric -> metric.hasInterval()
                        ? DoubleStream.of(metric.value(), metric.low(), metric.high())
                        : DoubleStream.of(metric.value()));
    }

    /** The bar of one metric of the group. */
    DomContent of(Metric metric) {
        double value = x(metric.value());
        return element("svg")
                .attr("viewBox", "0 0 200 16")
                .attr("aria-hidden", "true")
                .with(rectangle("track", 0, WIDTH, 4))
                .with(each(metric.hasInterval() ? List.of(metric) : List.<Metric>of(), this::band))
                .with(element("circle")
                        .withClass("point")
                        .attr("cx", number(Math.max(4, Math.min(WIDTH - 4, value))))
                        .attr("cy", "8")
                        .attr("r", "4"));
    }

    private DomContent band(Metric metric) {
        double from = x(metric.low());
        return rectangle("band", from, Math.max(1, x(metric.high()) - from), 10);
    }

    private double x(double value) {
        return WIDTH * axis.position(value);
    }

    private static DomContent rectangle(String style, double x, double width, double height) {
        return element("rect")
                .withClass(style)
                .attr("x", number(x))
                .attr("y", number(8 - height / 2))
                .attr("width", number(width))
                .attr("height", number(height))
                .attr("rx", "2");
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    private static ContainerTag<?> element(String name) {
        return tag(name);
    }
}
