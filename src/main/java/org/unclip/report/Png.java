package org.unclip.report;

import static j2html.TagCreator.img;

import j2html.tags.specialized.ImgTag;
import java.util.Base64;

/** Pictures inside the page itself. */
final class Png {

    private Png() {}

    /** A PNG file as an element, enlarged without smoothing. */
    static ImgTag image(byte[] file, String description) {
        return img().withSrc("data:image/png;base64," + Base64.getEncoder().encodeToString(file))
                .withAlt(description)
                .withClass("pixels");
    }
}
