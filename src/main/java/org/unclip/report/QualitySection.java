package org.unclip.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Metrics with their intervals and meaning, and the pictures of the evaluation. */
final class QualitySection {

    private QualitySection() {}

    static DomContent of(List<Metric> metrics, List<CaptionedPicture> pictures) {
        Map<String, List<Metric>> groups =
                metrics.stream().collect(Collectors.groupingBy(Metric::group, LinkedHashMap::new, Collectors.toList()));
        return Section.of(
                "quality",
                "Quality",
                "What was measured, what it means, and what it cannot tell. A band is the interval of the value.",
                metrics.isEmpty() && pictures.isEmpty(),
                "Nothing has been measured yet.",
                each(groups, (name, group) -> group(name, group)),
                div(each(pictures, QualitySection::picture)).withClass("pictures"));
    }

    private static DomContent group(String name, List<Metric> metrics) {
        return div(
                h3(name),
                table(tbody(each(metrics, metric -> row(metric, ValueBar.among(metrics)))))
                        .withClass("metrics"));
    }

    private static DomContent row(Metric metric, Optional<ValueBar> bar) {
        return tr(
                td(strong(metric.name()), words(metric.meaning(), ""), words(metric.cannotTell(), "Cannot tell: "))
                        .withClass("meaning"),
                td(
                                strong(Numbers.shown(metric.value())),
                                interval(metric),
                                p(wish(metric.better())).withClass("note"))
                        .withClass("value"),
                td(each(bar.stream().toList(), drawn -> drawn.of(metric))).withClass("bar"));
    }

    private static DomContent interval(Metric metric) {
        return p(metric.hasInterval()
                        ? "%s to %s".formatted(Numbers.shown(metric.low()), Numbers.shown(metric.high()))
                        : "")
                .withClass("interval");
    }

    private static DomContent words(String words, String before) {
        return each(words == null || words.isBlank() ? List.<String>of() : List.of(words), said -> p(before + said)
                .withClass("note"));
    }

    private static String wish(Metric.Better better) {
        return switch (better) {
            case HIGHER -> "higher is better";
            case LOWER -> "lower is better";
            case NEITHER -> "";
        };
    }

    private static DomContent picture(CaptionedPicture picture) {
        return figure(
                Png.image(picture.png(), picture.title()),
                figcaption(strong(picture.title()), words(picture.meaning(), "")));
    }
}
