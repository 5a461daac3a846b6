package org.unclip.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.document;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The whole page: one file that needs no other, no script and no network, for screens of any width, light or dark, and
 * for paper.
 */
public final class ReportPage {

    private static final Map<String, String> CHAPTERS = chapters();

    private ReportPage() {}

    /** The page of a run, as HTML. */
    public static String of(RunReport report) {
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                title(report.name() + " · Unclip"),
                                style(rawHtml(stylesheet()))),
                        body(
                                top(report),
                                main(
                                        GallerySection.of(report.gallery()),
                                        QualitySection.of(report.metrics(), report.pictures()),
                                        TrainingSection.of(report.trainings()),
                                        SamplesSection.of(report.samples()),
                                        StepsSection.of(report.steps()),
                                        ConfigurationSection.of(report.configuration()),
                                        TimesSection.of(report.times()),
                                        EnvironmentSection.of(report.environment())),
                                footer(p("Written by Unclip, " + report.written()))))
                .withLang("en"));
    }

    private static DomContent top(RunReport report) {
        return header(
                p("Unclip run").withClass("kind"),
                h1(report.name()),
                p(report.verdict()).withClass("verdict"),
                dl(each(report.keyFigures(), figure -> div(dt(figure.name()), dd(figure.value()))))
                        .withClass("figures"),
                nav(each(CHAPTERS, (id, name) -> a(name).withHref("#" + id))));
    }

    private static Map<String, String> chapters() {
        Map<String, String> chapters = new LinkedHashMap<>();
        chapters.put("gallery", "Gallery");
        chapters.put("quality", "Quality");
        chapters.put("training", "Training");
        chapters.put("samples", "Samples");
        chapters.put("steps", "Steps");
        chapters.put("configuration", "Configuration");
        chapters.put("times", "Time");
        chapters.put("environment", "Environment");
        return chapters;
    }

    private static String stylesheet() {
        try (InputStream in =
                Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the class path does not fail
        }
    }
}
