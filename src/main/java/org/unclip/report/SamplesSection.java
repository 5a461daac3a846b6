package org.unclip.report;

import static j2html.TagCreator.article;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.util.List;

/** From noise to picture: what each stage drew in the course of its training. */
final class SamplesSection {

    private SamplesSection() {}

    static DomContent of(List<SampleSeries> samples) {
        return Section.of(
                "samples",
                "From noise to picture",
                "The same held-out examples, drawn from the same noise at several steps of training. A base stage is given"
                        + " the examples' embedding and caption, an upsampler their shrunken pictures.",
                samples.isEmpty(),
                "No stage has drawn samples yet: see training.sampleEvery.",
                div(each(samples, SamplesSection::series)).withClass("series"));
    }

    private static DomContent series(SampleSeries series) {
        String choice = series.rows().size() < series.drawnAt()
                ? "%d of %d sets of samples.".formatted(series.rows().size(), series.drawnAt())
                : "";
        return article(
                h3(series.stage()),
                p(choice).withClass("note"),
                div(
                                each(
                                        series.rows(),
                                        row -> strip(
                                                label(row.step()),
                                                row.png(),
                                                "held-out examples, %s".formatted(label(row.step())))),
                                strip("true", series.truth(), "the true pictures"))
                        .withClass("strips"));
    }

    private static String label(long step) {
        return step == 0 ? "noise" : "step " + Numbers.shown(step);
    }

    private static DomContent strip(String label, byte[] png, String description) {
        return div(span(label), Png.image(png, description)).withClass("strip");
    }
}
