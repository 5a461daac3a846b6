package org.unclip.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureGrid;
import org.unclip.job.WatchedStage;
import org.unclip.job.WatchedStage.Moment;
import org.unclip.report.SampleSeries;

/** Rows of pictures one below the other, each with words on its left: how pictures become. */
public final class PictureRows {
    private static final int LABEL = 150;
    private static final int TITLE = 24;
    private static final int GAP = 8;
    private static final int WIDTH = 640;

    private record Row(String label, BufferedImage pictures) {
        /** As large as fits in whole pixels, and made smaller where none fit. */
        static Row of(String label, BufferedImage pictures) {
            int factor = WIDTH / pictures.getWidth();
            return new Row(label, Pictures.scaled(pictures, factor > 0 ? factor * pictures.getWidth() : WIDTH));
        }
    }

    private PictureRows() {}

    /** What a stage drew as its training went on, always of the same held-out examples, and below the true pictures. */
    public static BufferedImage of(SampleSeries series) {
        List<Row> rows = new ArrayList<>();
        for (SampleSeries.Row row : series.rows()) {
            String label = row.step() == 0 ? "noise" : "step %,d".formatted(row.step());
            rows.add(Row.of(label, Pictures.image(row.png())));
        }
        rows.add(Row.of("true pictures", Pictures.image(series.truth())));
        return paper("Samples of the stage " + series.stage(), rows);
    }

    /** How one picture came about: what some of each stage's steps left, and what they were made towards. */
    public static BufferedImage of(String title, List<WatchedStage> stages) {
        List<Row> rows = new ArrayList<>();
        for (WatchedStage stage : stages) {
            String size = "%d × %d, ".formatted(stage.size(), stage.size());
            rows.add(Row.of(size + "what steps left", strip(stage, Moment::x)));
            rows.add(Row.of(size + "what they aimed at", strip(stage, Moment::x0)));
        }
        return paper(title, rows);
    }

    private static BufferedImage strip(WatchedStage stage, Function<Moment, Picture> shown) {
        List<Picture> pictures = stage.moments().stream().map(shown).toList();
        return Pictures.image(PictureGrid.of(pictures, pictures.size()));
    }

    private static BufferedImage paper(String title, List<Row> rows) {
        int width =
                rows.stream().mapToInt(row -> row.pictures().getWidth()).max().orElse(0);
        int height =
                rows.stream().mapToInt(row -> row.pictures().getHeight() + GAP).sum();
        BufferedImage paper = Lettering.paper(LABEL + width + GAP, TITLE + height + GAP);
        Graphics2D pen = Lettering.pen(paper);
        pen.setFont(Lettering.TITLE);
        pen.drawString(title, GAP, TITLE - 4);
        pen.setFont(Lettering.PLAIN);
        int top = TITLE + GAP;
        for (Row row : rows) {
            List<String> words = Lettering.lines(row.label(), LABEL - 2 * GAP, 3);
            int first = top + (row.pictures().getHeight() - words.size() * Lettering.LINE) / 2;
            for (int line = 0; line < words.size(); line++) {
                pen.drawString(words.get(line), GAP, first + (line + 1) * Lettering.LINE - 4);
            }
            pen.drawImage(row.pictures(), LABEL, top, null);
            top += row.pictures().getHeight() + GAP;
        }
        pen.dispose();
        return paper;
    }
}
