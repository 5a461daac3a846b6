package org.unclip.data.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Captions as they are stored: one line each, none blank, none twice. */
public final class CaptionText {
    /** The longest caption, in bytes of UTF-8: some 200 times what CLIP reads. */
    public static final int MAX_BYTES = 1 << 16;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private CaptionText() {}

    /** The captions in their order, with runs of blanks and line ends as one space and none around. */
    public static List<String> clean(List<String> captions) {
        Set<String> cleaned = new LinkedHashSet<>();
        for (String caption : captions) {
            String line = BLANKS.matcher(caption).replaceAll(" ").strip();
            if (!line.isEmpty()) {
                cleaned.add(line);
            }
        }
        return List.copyOf(cleaned);
    }

    /** Whether it is longer than {@link #MAX_BYTES}. */
    public static boolean isTooLong(String caption) {
        return caption.length() > MAX_BYTES
                || caption.length() > MAX_BYTES / 3 && caption.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    /**
     * What is left of a stream, as text; no more of it is read than may be used.
     *
     * @throws UnusableTextException if it is longer than {@link #MAX_BYTES} or no UTF-8
     */
    static String read(InputStream in) throws IOException, UnusableTextException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new UnusableTextException(
                    TextFault.CAPTION_TOO_LONG, "the captions have more than the " + MAX_BYTES + " bytes allowed");
        }
        return decode(bytes, bytes.length);
    }

    /**
     * Bytes as text, without a byte order mark at their beginning.
     *
     * @throws UnusableTextException if they are no UTF-8, with the place
     */
    static String decode(byte[] bytes, int length) throws UnusableTextException {
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what String's constructor would replace
        try {
            String text = decoder.decode(in).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnusableTextException(
                    TextFault.INVALID_UTF8, "byte " + in.position() + " does not belong to UTF-8 text");
        }
    }
}
