package org.unclip.report;

import static j2html.TagCreator.article;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;

import j2html.tags.DomContent;
import java.util.List;

/** The diffusion of one picture. */
final class StepsSection {

    private StepsSection() {}

    static DomContent of(List<StageSteps> steps) {
        String prompt = steps.isEmpty() ? "" : steps.get(0).prompt();
        return Section.of(
                "steps",
                "How one picture comes about",
                "“%s”, step by step. Above, what the step leaves, from noise to picture; below, the picture that it is made towards."
                        .formatted(prompt),
                steps.isEmpty(),
                "The steps of a picture are drawn when a pipeline has drawn its prompts.",
                each(steps, StepsSection::stage));
    }

    private static DomContent stage(StageSteps steps) {
        return article(
                h3("%d × %d pixels".formatted(steps.size(), steps.size())),
                div(each(steps.moments(), StepsSection::moment)).withClass("moments"));
    }

    private static DomContent moment(StageSteps.Moment moment) {
        return figure(
                Png.image(moment.x(), "what step %d left".formatted(moment.step())),
                Png.image(moment.x0(), "the picture that step %d was made towards".formatted(moment.step())),
                figcaption("%d of %d".formatted(moment.step(), moment.of())));
    }
}
