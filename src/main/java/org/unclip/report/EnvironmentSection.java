package org.unclip.report;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;

import j2html.tags.DomContent;
import java.util.List;

/** What the run ran on. */
final class EnvironmentSection {

    private EnvironmentSection() {}

    static DomContent of(List<Fact> environment) {
        return Section.of(
                "environment",
                "Environment",
                "Of the process that last opened the run; executors of a cluster may differ.",
                environment.isEmpty(),
                "The run has no record of what it ran on.",
                dl(each(environment, fact -> div(dt(fact.name()), dd(fact.value())))));
    }
}
