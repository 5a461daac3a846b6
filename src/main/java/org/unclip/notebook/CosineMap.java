package org.unclip.notebook;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.unclip.data.picture.Picture;

/** Which captions are near to which pictures: a row a caption, a column a picture, the darker the nearer. */
public final class CosineMap {
    private static final int LABEL = 260;
    private static final int CELL = 62;
    private static final int ROW = 38;
    private static final int GAP = 10;
    private static final double DARK = 0.7; // from there on, white words read better than black ones
    private static final Color NEAR = new Color(0x08519c);

    private CosineMap() {}

    /**
     * The map; colours go from the smallest cosine, white, to the largest.
     *
     * @param pictures of the columns, square
     * @param captions of the rows, of which two lines are shown
     * @param cosines {@code [captions][pictures]}
     */
    public static BufferedImage of(List<Picture> pictures, List<String> captions, double[][] cosines) {
        if (cosines.length != captions.size()
                || Arrays.stream(cosines).anyMatch(row -> row.length != pictures.size())) {
            throw new IllegalArgumentException("a map of %d captions and %d pictures needs a cosine of each to each"
                    .formatted(captions.size(), pictures.size()));
        }
        int top = 2 * GAP + CELL;
        BufferedImage map = Lettering.paper(LABEL + pictures.size() * CELL + GAP, top + captions.size() * ROW + GAP);
        Graphics2D pen = Lettering.pen(map);
        for (int column = 0; column < pictures.size(); column++) {
            Pictures.draw(pen, pictures.get(column), LABEL + column * CELL + 2, GAP, CELL - 4);
        }
        double least =
                Arrays.stream(cosines).flatMapToDouble(Arrays::stream).min().orElse(0);
        double most =
                Arrays.stream(cosines).flatMapToDouble(Arrays::stream).max().orElse(1);
        for (int row = 0; row < captions.size(); row++) {
            words(pen, captions.get(row), top + row * ROW);
            for (int column = 0; column < pictures.size(); column++) {
                double cosine = cosines[row][column];
                double share = most > least ? (cosine - least) / (most - least) : 0;
                cell(pen, LABEL + column * CELL, top + row * ROW, cosine, share);
            }
        }
        pen.dispose();
        return map;
    }

    private static void words(Graphics2D pen, String caption, int top) {
        List<String> lines = Lettering.lines(caption, LABEL - 2 * GAP, 2);
        int first = top + (ROW - lines.size() * Lettering.LINE) / 2;
        pen.setColor(Lettering.INK);
        for (int line = 0; line < lines.size(); line++) {
            pen.drawString(lines.get(line), GAP, first + (line + 1) * Lettering.LINE - 4);
        }
    }

    private static void cell(Graphics2D pen, int left, int top, double cosine, double share) {
        pen.setColor(new Color(
                blended(NEAR.getRed(), share), blended(NEAR.getGreen(), share), blended(NEAR.getBlue(), share)));
        pen.fillRect(left + 1, top + 1, CELL - 2, ROW - 2);
        String number = String.format(Locale.ROOT, "%.2f", Math.round(cosine * 100) / 100.0);
        pen.setColor(share > DARK ? Color.WHITE : Lettering.INK);
        pen.drawString(number, left + (CELL - Lettering.width(number)) / 2, top + ROW / 2 + 4);
    }

    private static int blended(int channel, double share) {
        return (int) Math.round(255 + share * (channel - 255));
    }
}
