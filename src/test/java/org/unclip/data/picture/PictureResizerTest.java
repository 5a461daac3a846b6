package org.unclip.data.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PictureResizerTest {
    private static final Path GOLDEN = Path.of("../shared/data/clip/preprocess");

    @Test
    void centreCropIsBitForBitThatOfTheReferencePreprocessing() throws Exception {
        assumeTrue(Files.exists(GOLDEN), "skipped: no reference pictures at " + GOLDEN);
        Picture astronaut = new PictureDecoder().decode(Files.readAllBytes(GOLDEN.resolve("astronaut.png")));
        assertEquals(golden("astronaut.png"), channelsFirstDigest(PictureResizer.centreCrop(astronaut, 224)));
        Picture dot = new Picture(1, 1, new byte[] {(byte) 200, 30, 90});
        assertEquals(golden("1x1 RGB(200,30,90)"), channelsFirstDigest(PictureResizer.centreCrop(dot, 224)));
    }

    @Test
    void centreCropTakesTheMiddleOfWideAndTallPictures() {
        // Columns 0, 100, 200 and the same in rows: the middle one survives at its own size.
        byte[] wide = new byte[3 * 3 * 3 * 3];
        for (int i = 0; i < 27; i++) {
            wide[3 * i] = (byte) (i % 9 / 3 * 100);
        }
        byte[] crop = PictureResizer.centreCrop(new Picture(9, 3, wide), 3).rgb();
        assertEquals(100, crop[0]);
        assertEquals(100, crop[24]);
    }

    @Test
    void wholeFactorsAverageBoxes() {
        byte[] rgb = new byte[4 * 4 * 3];
        int[] corner = {10, 20, 30, 41};
        rgb[0] = (byte) corner[0];
        rgb[3] = (byte) corner[1];
        rgb[12] = (byte) corner[2];
        rgb[15] = (byte) corner[3];
        byte[] half = PictureResizer.square(rgb, 4, 2);
        assertArrayEquals(new byte[] {25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, half);

        float[] values = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            values[i] = rgb[i];
        }
        assertEquals(25.25f, PictureResizer.square(values, 4, 2, 3)[0]);
    }

    @Test
    void floatsAndBytesAgreeForOtherFactors() {
        byte[] rgb = new byte[48 * 48 * 3];
        float[] values = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            int smooth = (int) (128 + 60 * Math.sin(i / 300.0) + 40 * Math.cos(i % 144 / 20.0));
            rgb[i] = (byte) smooth;
            values[i] = smooth;
        }
        byte[] bytes = PictureResizer.square(rgb, 48, 20);
        float[] floats = PictureResizer.square(values, 48, 20, 3);
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(floats[i], bytes[i] & 0xff, 1.01);
        }
    }

    @Test
    void aFinePatternBecomesGreyInsteadOfAliasing() {
        byte[] rgb = new byte[90 * 90 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((i / 3 % 90 + i / 270) % 2 == 0 ? 255 : 0);
        }
        byte[] small = PictureResizer.square(rgb, 90, 20);
        assertEquals(127.5, small[3 * (10 * 20 + 10)] & 0xff, 8);
    }

    private static String golden(String image) throws IOException {
        for (String line : Files.readAllLines(GOLDEN.resolve("golden.tsv"))) {
            if (line.startsWith("pil\t" + image + "\t")) {
                return line.substring(line.lastIndexOf('\t') + 1);
            }
        }
        throw new IllegalStateException("no golden row for " + image);
    }

    private static String channelsFirstDigest(Picture picture) throws Exception {
        int pixels = picture.width() * picture.height();
        byte[] planes = new byte[3 * pixels];
        for (int i = 0; i < planes.length; i++) {
            planes[i % 3 * pixels + i / 3] = picture.rgb()[i];
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(planes));
    }
}
