package org.unclip.data.shapes;

import org.unclip.random.KeyedRandom;

/** A colour, each channel 0 to 255. */
public record Rgb(int red, int green, int blue) {

    /** This colour with each channel moved by a whole number up to {@code reach} either way, kept within 0 to 255. */
    Rgb varied(KeyedRandom random, int reach) {
        return new Rgb(varied(red, random, reach), varied(green, random, reach), varied(blue, random, reach));
    }

    int packed() {
        return red << 16 | green << 8 | blue;
    }

    private static int varied(int channel, KeyedRandom random, int reach) {
        return Math.max(0, Math.min(255, channel + random.nextInt(2 * reach + 1) - reach));
    }
}
