package org.unclip.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.unclip.data.picture.Picture;

/** Pictures in rows, each with its words below. */
public final class PictureSheet {
    private static final int SIDE = 150;
    private static final int GAP = 14;
    private static final int MOST_LINES = 4;

    private PictureSheet() {}

    /**
     * Arranges pictures from left to right and top to bottom, all 150 pixels wide.
     *
     * @param pictures square
     * @param captions one for each picture, of which four lines are shown
     * @param columns pictures a row, from 1
     */
    public static BufferedImage of(List<Picture> pictures, List<String> captions, int columns) {
        if (captions.size() != pictures.size()) {
            throw new IllegalArgumentException(
                    "%d pictures need as many captions, got %d".formatted(pictures.size(), captions.size()));
        }
        List<List<String>> words = captions.stream()
                .map(caption -> Lettering.lines(caption, SIDE, MOST_LINES))
                .toList();
        int lines = words.stream().mapToInt(List::size).max().orElse(0);
        int rowHeight = SIDE + 4 + lines * Lettering.LINE + GAP;
        int across = Math.max(1, Math.min(columns, pictures.size()));
        int down = (pictures.size() + across - 1) / across;
        BufferedImage sheet = Lettering.paper(GAP + across * (SIDE + GAP), GAP + down * rowHeight);
        Graphics2D pen = Lettering.pen(sheet);
        for (int i = 0; i < pictures.size(); i++) {
            int left = GAP + i % across * (SIDE + GAP);
            int top = GAP + i / across * rowHeight;
            Pictures.draw(pen, pictures.get(i), left, top, SIDE);
            for (int line = 0; line < words.get(i).size(); line++) {
                pen.drawString(words.get(i).get(line), left, top + SIDE + (line + 1) * Lettering.LINE);
            }
        }
        pen.dispose();
        return sheet;
    }
}
