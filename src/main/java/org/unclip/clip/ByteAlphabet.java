package org.unclip.clip;

import java.util.Arrays;

/**
 * A printable character for each of the 256 byte values, so that any text is a string over a small alphabet.
 *
 * <p>GPT-2's mapping, which CLIP uses too: printable Latin-1 bytes stand for themselves, the others get the characters
 * from U+0100 on. {@link #SYMBOLS} is in vocabulary order: printable ones first.
 */
final class ByteAlphabet {
    static final int SIZE = 256;

    /** The characters in the order in which CLIP numbers them. */
    static final String SYMBOLS;

    private static final char[] SYMBOL_OF_BYTE = new char[SIZE];
    private static final int[] BYTE_OF_SYMBOL = new int[2 * SIZE];

    static {
        StringBuilder printable = new StringBuilder();
        StringBuilder others = new StringBuilder();
        for (int value = 0; value < SIZE; value++) {
            char symbol = (char) (isPrintable(value) ? value : SIZE + others.length());
            (isPrintable(value) ? printable : others).append(symbol);
            SYMBOL_OF_BYTE[value] = symbol;
        }
        SYMBOLS = printable.append(others).toString();
        Arrays.fill(BYTE_OF_SYMBOL, -1);
        for (int value = 0; value < SIZE; value++) {
            BYTE_OF_SYMBOL[SYMBOL_OF_BYTE[value]] = value;
        }
    }

    private ByteAlphabet() {}

    static char symbol(byte value) {
        return SYMBOL_OF_BYTE[value & 0xff];
    }

    /** The bytes that a string of symbols stands for; characters outside of the alphabet are left out. */
    static byte[] bytes(String symbols) {
        byte[] bytes = new byte[symbols.length()];
        int length = 0;
        for (int i = 0; i < symbols.length(); i++) {
            char symbol = symbols.charAt(i);
            int value = symbol < BYTE_OF_SYMBOL.length ? BYTE_OF_SYMBOL[symbol] : -1;
            if (value >= 0) {
                bytes[length++] = (byte) value;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xac) || value >= 0xae;
    }
}
