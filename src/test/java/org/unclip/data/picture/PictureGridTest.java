package org.unclip.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class PictureGridTest {

    @Test
    void picturesStandInRowsWithGapsBetween() {
        Picture black = new Picture(4, 4, new byte[4 * 4 * 3]);
        Picture grid = PictureGrid.of(Collections.nCopies(5, black), 3);
        assertEquals(3 * 6 + 2, grid.width());
        assertEquals(2 * 6 + 2, grid.height());
        assertEquals((byte) 0xff, grid.rgb()[0]);
        assertEquals(0, red(grid, 2, 2));
        assertEquals((byte) 0xff, red(grid, 6, 2));
        assertEquals(0, red(grid, 8, 8));
        assertEquals((byte) 0xff, red(grid, 14, 8)); // the sixth place stays empty
    }

    private static byte red(Picture picture, int x, int y) {
        return picture.rgb()[(y * picture.width() + x) * 3];
    }
}
