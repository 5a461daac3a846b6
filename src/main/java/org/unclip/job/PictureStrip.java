package org.unclip.job;

import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.storage.Folder;

/** Cuts pictures out of a grid of two rows. */
record PictureStrip(Picture grid) {
    private static final int CHANNELS = 3;

    /** A grid of this run. */
    static PictureStrip of(Folder folder, String name) {
        return new PictureStrip(PictureDecoder.decodeOwn(folder.read(name), folder.path(name)));
    }

    /** A PNG of the upper row (0) or the lower one (1). */
    byte[] half(int row) {
        int height = (grid.height() - 3 * PictureGrid.GAP) / 2;
        return cut(0, PictureGrid.GAP + row * (height + PictureGrid.GAP), grid.width(), height);
    }

    /** A PNG of one picture of this extent. */
    byte[] cell(int column, int row, int size) {
        return cut(
                PictureGrid.GAP + column * (size + PictureGrid.GAP),
                PictureGrid.GAP + row * (size + PictureGrid.GAP),
                size,
                size);
    }

    private byte[] cut(int left, int top, int width, int height) {
        byte[] rgb = new byte[width * height * CHANNELS];
        for (int y = 0; y < height; y++) {
            int from = ((top + y) * grid.width() + left) * CHANNELS;
            System.arraycopy(grid.rgb(), from, rgb, y * width * CHANNELS, width * CHANNELS);
        }
        return PngEncoder.encode(new Picture(width, height, rgb));
    }
}
