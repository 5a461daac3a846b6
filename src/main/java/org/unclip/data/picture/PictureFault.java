package org.unclip.data.picture;

import java.util.Locale;

/** Why a picture could not be read. */
public enum PictureFault {
    /** The file has no bytes. */
    EMPTY,
    /** The bytes are of none of the formats JPEG, PNG, GIF and BMP. */
    NOT_A_PICTURE,
    /** The header announces more pixels than allowed, in all or along a side; nothing was decoded. */
    TOO_MANY_PIXELS,
    /** The file ends before the picture does. */
    TRUNCATED,
    /** The header is readable, the content is not. */
    DAMAGED,
    /** Channels that are neither grey, RGB nor CMYK. */
    UNSUPPORTED_COLOURS;

    /** As it is written in the table of rejections. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
