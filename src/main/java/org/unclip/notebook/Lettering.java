package org.unclip.notebook;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Words in pictures: ink, fonts, and lines that are broken between words. */
final class Lettering {
    static final Color INK = new Color(0x20242a);
    static final Color FAINT = new Color(0x6a7079);
    static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);

    /** Height of a line of {@link #PLAIN}, pixels. */
    static final int LINE = 16;

    private static final FontMetrics METRICS = metrics();

    private Lettering() {}

    private static FontMetrics metrics() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return graphics.getFontMetrics(PLAIN);
        } finally {
            graphics.dispose();
        }
    }

    /** A white picture. */
    static BufferedImage paper(int width, int height) {
        BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return paper;
    }

    /** A pen for {@link #PLAIN} words, to be disposed of. */
    static Graphics2D pen(BufferedImage paper) {
        Graphics2D pen = paper.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setFont(PLAIN);
        pen.setColor(INK);
        return pen;
    }

    /** Width of {@link #PLAIN} words, pixels. */
    static int width(String words) {
        return METRICS.stringWidth(words);
    }

    /** The lines that a text has in so many pixels: at most {@code most}, the last of which ends in … if more would follow. */
    static List<String> lines(String text, int width, int most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || width(longer) <= width) {
                line = longer;
            } else {
                lines.add(line);
                line = word;
            }
        }
        lines.add(line);
        boolean cut = lines.size() > most;
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(most, lines.size())));
        int last = shown.size() - 1;
        shown.set(last, cut ? shown.get(last) + " …" : shown.get(last));
        shown.replaceAll(each -> fitting(each, width));
        return shown;
    }

    private static String fitting(String line, int width) {
        String shorter = line;
        while (width(shorter) > width && shorter.length() > 2) {
            shorter = shorter.substring(0, shorter.endsWith("…") ? shorter.length() - 2 : shorter.length() - 1)
                            .strip()
                    + "…";
        }
        return shorter;
    }
}
