package org.unclip.unet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;
import org.unclip.unet.StageConfig.AugmentationConfig;

class LowPictureTest {

    @Test
    void shrinkingTakesTheMeanOfEachSquare() {
        float[] picture = new float[4 * 4 * 3];
        picture[0] = 4; // upper left pixel, red
        float[] small = LowPicture.shrink(picture, 4, 2);
        assertEquals(1, small[0]);
        assertEquals(0, small[3]);
    }

    @Test
    void enlargingKeepsALinearRampInside() {
        int size = 8;
        float[] ramp = new float[size * size * 3];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i / 3 % size;
        }
        float[] large = LowPicture.enlarge(ramp, size, 2);
        for (int x = 4; x < 12; x++) {
            assertEquals((x + 0.5) / 2 - 0.5, large[(8 * 16 + x) * 3], 1e-5);
        }
    }

    @Test
    void blurringKeepsTheSumAndSpreadsByTheGaussian() {
        float[] picture = new float[5 * 5 * 3];
        picture[(2 * 5 + 2) * 3] = 1;
        float[] blurred = LowPicture.blur(picture, 5, 0.6);
        double side = Math.exp(-0.5 / 0.36);
        double centre = 1 / (1 + 2 * side);
        assertEquals(centre * centre, blurred[(2 * 5 + 2) * 3], 1e-6);
        assertEquals(centre * centre * side, blurred[(2 * 5 + 3) * 3], 1e-6);
        double sum = 0;
        for (float value : blurred) {
            sum += value;
        }
        assertEquals(1, sum, 1e-6);
    }

    @Test
    void withoutNoiseAndBlurNothingIsDegraded() {
        float[] picture = new float[4 * 4 * 3];
        Arrays.fill(picture, 0.3f);
        AugmentationConfig none = new AugmentationConfig(0, 0, 0.6, 0);
        assertArrayEquals(picture, LowPicture.degrade(picture, 4, none, KeyedRandom.of(1, "degrade")));
    }

    @Test
    void aCropHoldsTheSquareAtItsCorner() {
        float[] picture = new float[4 * 4 * 3];
        picture[(2 * 4 + 1) * 3 + 2] = 5;
        float[] crop = LowPicture.crop(picture, 4, 2, 1, 2);
        assertEquals(5, crop[2]);
        assertEquals(12, crop.length);
    }
}
