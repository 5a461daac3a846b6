package org.unclip.data.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureDecoderTest {
    private static final Path PHOTO = Path.of("../shared/data/coco/val2017/000000161044.jpg");
    private final PictureDecoder decoder = new PictureDecoder();

    @Test
    void pngSurvivesARoundTrip() throws Exception {
        byte[] rgb = new byte[5 * 7 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 37);
        }
        Picture decoded = decoder.decode(PngEncoder.encode(new Picture(7, 5, rgb)));
        assertEquals(7, decoded.width());
        assertEquals(5, decoded.height());
        assertArrayEquals(rgb, decoded.rgb());
    }

    @Test
    void greyKeepsItsValues() throws Exception {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 90);
        assertArrayEquals(
                new byte[] {90, 90, 90}, decoder.decode(encoded(grey, "png")).rgb());

        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 90 * 257);
        assertArrayEquals(
                new byte[] {90, 90, 90}, decoder.decode(encoded(deep, "png")).rgb());
    }

    @Test
    void transparencyIsLaidOnWhite() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x80ff0000);
        byte[] expected = {-1, -1, -1, -1, 127, 127};
        assertArrayEquals(expected, decoder.decode(encoded(image, "png")).rgb());
    }

    @Test
    void palettesAreLookedUp() throws Exception {
        byte[] red = {(byte) 200, 10};
        IndexColorModel palette = new IndexColorModel(1, 2, red, red, red);
        BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(8, 0, 0, 1);
        byte[] rgb = decoder.decode(encoded(image, "gif")).rgb();
        assertEquals(200, rgb[0] & 0xff);
        assertEquals(10, rgb[24]);
    }

    @Test
    void rejectsWhatIsNoPicture() {
        assertFault(PictureFault.EMPTY, new byte[0]);
        assertFault(PictureFault.NOT_A_PICTURE, new byte[4096]);
        assertFault(PictureFault.NOT_A_PICTURE, "<html>404 not found</html>".getBytes(StandardCharsets.UTF_8));
        assertFault(PictureFault.NOT_A_PICTURE, new byte[] {(byte) 0xff});
    }

    @Test
    void rejectsEveryTruncationOfAPng() throws Exception {
        byte[] whole = encoded(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png");
        for (int length = 1; length < whole.length - 24; length += 5) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(UnreadablePictureException.class, () -> decoder.decode(part), "length " + length);
        }
    }

    @Test
    void rejectsTruncatedPhotographs() throws Exception {
        assumeTrue(Files.exists(PHOTO), "skipped: no photograph at " + PHOTO);
        byte[] whole = Files.readAllBytes(PHOTO);
        assertTrue(decoder.decode(whole).width() > 0);
        assertFault(PictureFault.TRUNCATED, Arrays.copyOf(whole, whole.length / 2));
        assertFault(PictureFault.TRUNCATED, Arrays.copyOf(whole, whole.length - 200));
        for (int length = 1; length < 2000; length += 97) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(UnreadablePictureException.class, () -> decoder.decode(part), "length " + length);
        }
    }

    @Test
    void rejectsHugePicturesBeforeDecodingThem() throws Exception {
        byte[] header = PngEncoder.encode(new Picture(1, 1, new byte[3]));
        header[17] = 1; // width 65,537
        header[21] = 1;
        assertFault(PictureFault.TOO_MANY_PIXELS, header);
        UnreadablePictureException error = assertThrows(UnreadablePictureException.class, () -> new PictureDecoder(99)
                .decode(encoded(new BufferedImage(10, 10, 1), "png")));
        assertEquals("announces 10x10 pixels, more than the 99 allowed", error.getMessage());
    }

    @Test
    void rejectsWhatWouldCostMoreMemoryThanItsPixelsSay() {
        byte[] header = PngEncoder.encode(new Picture(1, 1, new byte[3]));
        ByteBuffer.wrap(header).putInt(20, 70_000);
        assertEquals(
                "announces 1x70000 pixels, more than the 65535 allowed along a side",
                assertFault(PictureFault.TOO_MANY_PIXELS, header));

        ByteBuffer.wrap(header)
                .putInt(16, 6000)
                .putInt(20, 6000)
                .put(24, (byte) 16)
                .put(25, (byte) 6); // 16 bit, RGBA
        assertEquals(
                "announces 6000x6000 pixels of 8 bytes, more than the 201326592 bytes allowed",
                assertFault(PictureFault.TOO_MANY_PIXELS, header));
    }

    @Test
    void aTruncatedCmykPictureIsRejected() throws Exception {
        byte[] whole;
        try (InputStream in = PictureDecoderTest.class.getResourceAsStream("/pictures/cmyk.jpg")) {
            whole = in.readAllBytes();
        }
        assertFault(PictureFault.TRUNCATED, Arrays.copyOf(whole, whole.length / 2));
        for (int length = 1; length < 700; length += 7) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(UnreadablePictureException.class, () -> decoder.decode(part), "length " + length);
        }
    }

    private String assertFault(PictureFault fault, byte[] encoded) {
        UnreadablePictureException error =
                assertThrows(UnreadablePictureException.class, () -> decoder.decode(encoded));
        assertEquals(fault, error.fault(), error::getMessage);
        return error.getMessage();
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out));
        return out.toByteArray();
    }
}
