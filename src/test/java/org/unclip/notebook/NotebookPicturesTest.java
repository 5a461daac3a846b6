package org.unclip.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.job.WatchedStage;
import org.unclip.job.WatchedStage.Moment;
import org.unclip.report.SampleSeries;
import org.unclip.report.Training;

/** Where pictures and colours come to lie. */
final class NotebookPicturesTest {
    private static final int WHITE = 0xffffffff;
    private static final int BLACK = 0xff000000;

    @Test
    void aSheetHasAllPicturesWithWordsBelow() {
        BufferedImage sheet =
                PictureSheet.of(List.of(black(16), black(300), black(16)), List.of("one", "two", "three"), 2);

        assertEquals(BLACK, sheet.getRGB(14 + 75, 14 + 75));
        assertEquals(BLACK, sheet.getRGB(14 + 164 + 75, 14 + 75));
        assertEquals(List.of(WHITE), colours(sheet, 14 + 164, sheet.getHeight() - 100, 150, 90));
        assertTrue(colours(sheet, 14, 14 + 152, 150, 20).size() > 1, "words below the first picture");
    }

    @Test
    void aSheetNeedsACaptionForEachPicture() {
        assertEquals(
                "1 pictures need as many captions, got 0",
                assertThrows(IllegalArgumentException.class, () -> PictureSheet.of(List.of(black(2)), List.of(), 2))
                        .getMessage());
    }

    @Test
    void theNearestCellOfAMapIsTheDarkest() {
        BufferedImage map = CosineMap.of(
                List.of(black(8), black(8)), List.of("one", "two"), new double[][] {{0.9, -0.2}, {0.1, 0.9}});
        int top = 82 + 3;

        assertEquals(0xff08519c, map.getRGB(260 + 3, top));
        assertEquals(WHITE, map.getRGB(260 + 62 + 3, top));
        assertEquals(0xff08519c, map.getRGB(260 + 62 + 3, top + 38));
    }

    @Test
    void samplesAreNamedByTheirSteps() {
        byte[] strip = PngEncoder.encode(PictureGrid.of(Collections.nCopies(8, black(32)), 8));
        SampleSeries series = new SampleSeries(
                "base", List.of(new SampleSeries.Row(0, strip), new SampleSeries.Row(1000, strip)), strip, 2);

        BufferedImage rows = PictureRows.of(series);

        int row = 2 * (32 + 4);
        assertEquals(24 + 8 + 3 * (row + 8), rows.getHeight());
        assertEquals(BLACK, rows.getRGB(150 + row / 2, 24 + 8 + row / 2));
        assertTrue(colours(rows, 0, 24 + 8, 150, row).size() > 1, "words on the left");
    }

    @Test
    void stagesOfAnySizeAreShownEquallyWide() {
        List<WatchedStage> stages = IntStream.of(16, 256)
                .mapToObj(size ->
                        new WatchedStage(size, 9, Collections.nCopies(8, new Moment(1, black(size), black(size)))))
                .toList();

        BufferedImage rows = PictureRows.of("a circle", stages);

        assertTrue(rows.getWidth() <= 150 + 640 + 8, "%d wide".formatted(rows.getWidth()));
        assertTrue(rows.getHeight() < 24 + 4 * 110, "%d high".formatted(rows.getHeight()));
    }

    @Test
    void aTrainingOfOneLineStillHasAChart() {
        Training.Point point = new Training.Point(4, 0.5, OptionalDouble.of(0.6), 1e-3, 9);

        BufferedImage charts = LossCurves.of(List.of(new Training("prior", "", List.of(point), List.of())));

        List<Integer> colours = colours(charts, 56, 52, 430 - 56, 170);
        assertTrue(colours.contains(0xff3182bd) && colours.contains(0xffd9480f), "both dots");
        assertNotEquals(List.of(WHITE), colours(charts, 0, 0, 430, 24));
    }

    private static List<Integer> colours(BufferedImage image, int left, int top, int width, int height) {
        return Arrays.stream(image.getRGB(left, top, width, height, null, 0, width))
                .distinct()
                .boxed()
                .toList();
    }

    private static Picture black(int side) {
        return new Picture(side, side, new byte[3 * side * side]);
    }
}
