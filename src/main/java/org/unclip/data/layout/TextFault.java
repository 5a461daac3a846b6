package org.unclip.data.layout;

import java.util.Locale;

/** Why a text could not be read as captions. */
public enum TextFault {
    /** Its bytes are no UTF-8. */
    INVALID_UTF8,
    /** Longer than {@link CaptionText#MAX_BYTES}. */
    CAPTION_TOO_LONG,
    /** Not of the form that its file has. */
    MALFORMED_LINE;

    /** As it is written in the table of rejections. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
