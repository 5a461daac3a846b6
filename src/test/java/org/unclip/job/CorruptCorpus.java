package org.unclip.job;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.unclip.data.layout.Tars;

/** Pictures and captions of which some can be used, for any layout. */
final class CorruptCorpus {
    /** Of pictures that announce to be 10.8 GB. */
    private static final int SIDE_OF_BOMBS = 60_000;

    private static final byte[] CAPTION = "a dot".getBytes(StandardCharsets.UTF_8);
    private static final String WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="; // one pixel

    private CorruptCorpus() {}

    /**
     * A picture with its caption.
     *
     * @param picture file name; the caption's has its beginning
     * @param image bytes of the picture, null if there is none
     * @param caption bytes of the caption, null if there is none
     * @param reason why it is rejected, null if it is not
     */
    record Item(String picture, byte[] image, byte[] caption, String reason) {
        String name() {
            return picture.substring(0, picture.lastIndexOf('.'));
        }

        boolean isGood() {
            return reason == null;
        }

        void writeTo(Path folder) throws IOException {
            if (image != null) {
                Files.write(folder.resolve(picture), image);
            }
            if (caption != null) {
                Files.write(folder.resolve(name() + ".txt"), caption);
            }
        }

        void writeTo(Tars tar) throws IOException {
            if (image != null) {
                tar.with(picture, image);
            }
            if (caption != null) {
                tar.with(name() + ".txt", caption);
            }
        }
    }

    /** Good pairs, among them what comes close to being none, and ways to be none. */
    static List<Item> items() throws IOException {
        byte[] jpeg = encoded("jpg");
        byte[] png = encoded("png");
        byte[] tenMegabytes = new byte[10_000_000];
        Arrays.fill(tenMegabytes, (byte) 'x');
        return List.of(
                new Item("good jpeg.jpg", jpeg, CAPTION, null),
                new Item("gut-grün.png", png, CAPTION, null),
                new Item("good#1+2%20.gif", encoded("gif"), CAPTION, null),
                new Item("good:4.bmp", encoded("bmp"), "zwölf 日本 \uD83D\uDE00".getBytes(StandardCharsets.UTF_8), null),
                new Item("longest.png", png, Arrays.copyOf(tenMegabytes, 1 << 16), null),
                new Item("cut.jpg", Arrays.copyOf(jpeg, jpeg.length - 40), CAPTION, "truncated"),
                new Item("half.png", Arrays.copyOf(png, png.length / 2), CAPTION, "truncated"),
                new Item("zero.jpg", new byte[0], CAPTION, "empty"),
                new Item("page.jpg", "<html>404</html>".getBytes(StandardCharsets.UTF_8), CAPTION, "not-a-picture"),
                new Item("photo.webp", Base64.getDecoder().decode(WEBP), CAPTION, "not-a-picture"),
                new Item("noise.png", noise(png), CAPTION, "damaged"),
                new Item("bomb.png", hugePng(png), CAPTION, "too-many-pixels"),
                new Item("bomb-jpeg.jpg", hugeJpeg(jpeg), CAPTION, "too-many-pixels"),
                new Item("bytes.png", png, new byte[] {'a', (byte) 0xc3}, "invalid-utf8"),
                new Item("endless.png", png, tenMegabytes, "caption-too-long"),
                new Item("blank.png", png, " \n\u0000\u00a0 ".getBytes(StandardCharsets.UTF_8), "empty-captions"),
                new Item("silent.png", png, null, "empty-captions"),
                new Item("gone.png", null, CAPTION, "missing-picture"));
    }

    private static byte[] encoded(String format) throws IOException {
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200; i++) {
            image.setRGB(i % 20, i / 20, i * 0x10305);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static byte[] hugePng(byte[] png) {
        byte[] huge = png.clone();
        ByteBuffer.wrap(huge).putInt(16, SIDE_OF_BOMBS).putInt(20, SIDE_OF_BOMBS);
        return huge;
    }

    private static byte[] hugeJpeg(byte[] jpeg) {
        byte[] huge = jpeg.clone();
        int frame = 0;
        while (huge[frame] != (byte) 0xff || huge[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        ByteBuffer.wrap(huge).putShort(frame + 5, (short) SIDE_OF_BOMBS).putShort(frame + 7, (short) SIDE_OF_BOMBS);
        return huge;
    }

    /** A sound header, and then what no picture is packed as. */
    private static byte[] noise(byte[] png) {
        byte[] noise = png.clone();
        Arrays.fill(noise, 41, noise.length - 16, (byte) 0x55); // behind the header of the samples
        return noise;
    }
}
