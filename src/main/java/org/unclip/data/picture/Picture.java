package org.unclip.data.picture;

/**
 * A decoded picture.
 *
 * @param rgb bytes {@code [height, width, 3]}, 0 to 255; not copied, as pictures are large: nobody may write to it
 */
@SuppressWarnings("ArrayRecordComponent") // carries pixels, is never compared
public record Picture(int width, int height, byte[] rgb) {
    public Picture {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "a picture of " + width + "x" + height + " cannot have " + rgb.length + " bytes");
        }
    }
}
