package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unclip.config.UserError;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureResizer;

class PicturePreprocessingTest {
    @Test
    void channelsAreNormalisedWithClipsConstants() {
        byte[] rgb = {(byte) 255, 0, 51};
        float[] out = new float[4];
        new PicturePreprocessing(1).apply(rgb, out, 1);
        assertEquals((1 - 0.48145466) / 0.26862954, out[1], 1e-6);
        assertEquals((0 - 0.4578275) / 0.26130258, out[2], 1e-6);
        assertEquals((0.2 - 0.40821073) / 0.27577711, out[3], 1e-6);
    }

    @Test
    void aLargerPictureIsAveraged() {
        byte[] rgb = new byte[3 * 16];
        Arrays.fill(rgb, 0, 24, (byte) 100); // upper half
        float[] out = new float[3];
        new PicturePreprocessing(1).apply(rgb, out, 0);
        assertEquals((50 / 255.0 - 0.48145466) / 0.26862954, out[0], 1e-6);
    }

    @Test
    void anImportedClipSeesLargerPicturesThroughPillowsFilter() {
        byte[] rgb = new byte[3 * 32 * 32];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * i);
        }
        PicturePreprocessing imported = new PicturePreprocessing(16, PicturePreprocessing.Resampling.BICUBIC);
        float[] out = new float[imported.length()];
        imported.apply(rgb, out, 0);
        float[] same = new float[imported.length()];
        imported.apply(PictureResizer.centreCrop(new Picture(32, 32, rgb), 16).rgb(), same, 0);
        assertArrayEquals(same, out);
        float[] averaged = new float[imported.length()];
        new PicturePreprocessing(16).apply(rgb, averaged, 0);
        assertFalse(Arrays.equals(averaged, out));
    }

    @Test
    void aReleasedDescriptionIsReadBack() {
        for (PicturePreprocessing.Resampling resampling : PicturePreprocessing.Resampling.values()) {
            PicturePreprocessing preprocessing = new PicturePreprocessing(224, resampling);
            assertEquals(preprocessing, PicturePreprocessing.parse(preprocessing.description(), 224));
        }
        UserError error = assertThrows(UserError.class, () -> PicturePreprocessing.parse("{}", 224));
        assertTrue(error.getMessage().contains("({})"), error.getMessage());
    }

    @Test
    void bytesThatAreNoSquareAreABrokenInvariant() {
        assertThrows(
                IllegalStateException.class, () -> new PicturePreprocessing(1).apply(new byte[18], new float[3], 0));
    }
}
