package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
    void bytesThatAreNoSquareAreABrokenInvariant() {
        assertThrows(
                IllegalStateException.class, () -> new PicturePreprocessing(1).apply(new byte[18], new float[3], 0));
    }
}
