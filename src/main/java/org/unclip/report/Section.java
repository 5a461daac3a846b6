package org.unclip.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;

/** A chapter of the page. */
final class Section {

    private Section() {}

    /**
     * A chapter, which says in words what is missing where it has no content.
     *
     * @param id that the page's contents lead to
     * @param intro what a reader must know to read it
     * @param missing whether the run has not brought its content yet
     */
    static DomContent of(
            String id, String title, String intro, boolean missing, String whatIsMissing, DomContent... content) {
        return missing
                ? section(h2(title), p(whatIsMissing).withClass("missing")).withId(id)
                : section(h2(title), p(intro).withClass("note")).with(content).withId(id);
    }
}
