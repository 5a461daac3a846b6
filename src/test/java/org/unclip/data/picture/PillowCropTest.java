package org.unclip.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Decoding and cropping to CLIP's size against the reference's way through Pillow, byte for byte. Its digests are in
 * {@code pillow-crops*.tsv}, written with Pillow 12.3.0 by {@code src/test/peers/clip_crop_pillow.py}, which made the
 * pictures too.
 */
class PillowCropTest {
    private static final Path PHOTOS = Path.of("../shared/data/coco");
    private static final int SIDE = 224;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grey.png",
                "grey.jpg",
                "bilevel.png",
                "palette.png",
                "palette.gif",
                "cmyk.jpg",
                "cmyk-unmarked.jpg",
                "ycck.jpg",
                "exif-turned.jpg",
                "progressive.jpg",
                "subsampled.jpg",
                "full-colour.jpg",
                "dot.png",
                "long.png",
                "high.png",
                "as-wide.png",
                "twice.png"
            })
    void picturesOfEveryKindAreCroppedAsByPillow(String name) throws Exception {
        assertEquals(digests("pillow-crops.tsv").get(name), digest(picture(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha.png", "grey-alpha.png", "palette-alpha.png"})
    void transparencyAloneDiffersAsPillowTakesTheColoursBelowIt(String name) throws Exception {
        assertNotEquals(digests("pillow-crops.tsv").get(name), digest(picture(name)));
    }

    @Test
    void photographsAreCroppedAsByPillowWhateverTheirColourProfile() throws Exception {
        assumeTrue(Files.exists(PHOTOS), "skipped: no photographs at " + PHOTOS);
        Map<String, String> expected = digests("pillow-crops-coco.tsv");
        Map<String, String> actual = new TreeMap<>();
        for (String split : List.of("train2017", "val2017")) {
            try (var files = Files.newDirectoryStream(PHOTOS.resolve(split), "*.jpg")) {
                for (Path file : files) {
                    actual.put(file.getFileName().toString(), digest(Files.readAllBytes(file)));
                }
            }
        }
        assertEquals(86, actual.size());
        assertEquals(expected, actual);
    }

    private static byte[] picture(String name) throws IOException {
        try (InputStream in = PillowCropTest.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, String> digests(String resource) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (InputStream in = PillowCropTest.class.getResourceAsStream("/" + resource)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] fields = line.split("\t");
                digests.put(fields[0], fields[1]);
            });
        }
        return digests;
    }

    private static String digest(byte[] encoded) throws Exception {
        byte[] rgb = PictureResizer.centreCrop(new PictureDecoder().decode(encoded), SIDE)
                .rgb();
        byte[] planes = new byte[rgb.length];
        for (int i = 0; i < planes.length; i++) {
            planes[i % 3 * SIDE * SIDE + i / 3] = rgb[i];
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(planes));
    }
}
