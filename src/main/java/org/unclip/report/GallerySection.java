package org.unclip.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/** What the trained cascade drew, a card a prompt. */
final class GallerySection {

    private static final int MOST_PROMPTS = 48;
    private static final int MOST_SAMPLES = 4;

    private GallerySection() {}

    static DomContent of(List<DrawnPrompt> gallery) {
        List<DrawnPrompt> shown = gallery.subList(0, Math.min(MOST_PROMPTS, gallery.size()));
        String cut = shown.size() < gallery.size()
                ? " The first %d of %,d prompts.".formatted(shown.size(), gallery.size())
                : "";
        return Section.of(
                "gallery",
                "What it draws",
                "Drawn by the finished cascade from text alone, none picked out. Similarity is CLIP's cosine of the drawn"
                        + " image embedding to the prompt's: it says how near the prior came, not how good a picture is."
                        + cut,
                gallery.isEmpty(),
                "No prompts have been drawn yet: a pipeline draws generation.prompts at its end.",
                div(each(shown, GallerySection::card)).withClass("gallery"));
    }

    private static DomContent card(DrawnPrompt drawn) {
        List<byte[]> pictures = drawn.pictures()
                .subList(0, Math.min(MOST_SAMPLES, drawn.pictures().size()));
        return figure(
                        div(each(pictures, png -> Png.image(png, drawn.prompt())))
                                .withClasses("samples", pictures.size() == 1 ? "single" : ""),
                        figcaption(
                                p(drawn.prompt()),
                                span(String.format(Locale.ROOT, "similarity %.2f", drawn.similarity()))
                                        .withClass("note"),
                                iff(
                                        drawn.neverInTraining(),
                                        span("never in training").withClass("badge"))))
                .withClass("card");
    }
}
