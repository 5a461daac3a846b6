package org.unclip.data.picture;

import java.util.Arrays;
import java.util.List;

/** Puts pictures of one size side by side on white. */
public final class PictureGrid {

    /** Pixels between pictures and around them. */
    public static final int GAP = 2;

    private static final int CHANNELS = 3;

    private PictureGrid() {}

    /**
     * Arranges pictures in rows, from left to right and top to bottom.
     *
     * @param pictures at least one, all of the same size
     * @param columns pictures a row, from 1
     */
    public static Picture of(List<Picture> pictures, int columns) {
        Picture first = pictures.get(0);
        int across = Math.min(columns, pictures.size());
        int down = (pictures.size() + columns - 1) / columns;
        int width = across * (first.width() + GAP) + GAP;
        int height = down * (first.height() + GAP) + GAP;
        byte[] rgb = new byte[width * height * CHANNELS];
        Arrays.fill(rgb, (byte) 0xff);
        for (int i = 0; i < pictures.size(); i++) {
            int left = GAP + i % columns * (first.width() + GAP);
            int top = GAP + i / columns * (first.height() + GAP);
            paste(pictures.get(i), rgb, width, (top * width + left) * CHANNELS);
        }
        return new Picture(width, height, rgb);
    }

    private static void paste(Picture picture, byte[] target, int targetWidth, int at) {
        int line = picture.width() * CHANNELS;
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.rgb(), y * line, target, at + y * targetWidth * CHANNELS, line);
        }
    }
}
