package org.unclip.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HalfFloatsTest {
    @Test
    void everyHalfSurvivesTheWayThroughFloat() {
        for (int half = 0; half < 0x10000; half++) {
            float value = HalfFloats.toFloat(half);
            if (Float.isNaN(value)) {
                assertTrue(Float.isNaN(HalfFloats.toFloat(HalfFloats.toHalf(value) & 0xffff)));
            } else {
                assertEquals(half, HalfFloats.toHalf(value) & 0xffff);
            }
        }
    }

    @Test
    void knownValuesHaveTheirBits() {
        assertEquals(0x3c00, HalfFloats.toHalf(1f));
        assertEquals((short) 0xc000, HalfFloats.toHalf(-2f));
        assertEquals(0x7bff, HalfFloats.toHalf(65504f));
        assertEquals(0x7bff, HalfFloats.toHalf(65519.99f));
        assertEquals(0x7c00, HalfFloats.toHalf(65520f));
        assertEquals(0x0001, HalfFloats.toHalf(0x1p-24f));
        assertEquals(0x3555, HalfFloats.toHalf(1f / 3));
    }

    @Test
    void halfWayRoundsToEven() {
        assertEquals(0x3c00, HalfFloats.toHalf(1 + 0x1p-11f));
        assertEquals(0x3c02, HalfFloats.toHalf(1 + 3 * 0x1p-11f));
        assertEquals(0x0000, HalfFloats.toHalf(0x1p-25f));
        assertEquals(0x0400, HalfFloats.toHalf(Math.nextDown(0x1p-14f)));
    }

    @Test
    void arraysAreLittleEndian() {
        byte[] bytes = HalfFloats.encode(new float[] {1, -0.5f, 3});
        assertEquals(0x3c, bytes[1]);
        float[] back = new float[2];
        HalfFloats.decode(bytes, 2, back);
        assertEquals(-0.5f, back[0]);
        assertEquals(3f, back[1]);
    }
}
