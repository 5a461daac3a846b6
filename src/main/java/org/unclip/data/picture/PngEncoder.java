package org.unclip.data.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes RGB pictures as PNG: 8 bits, every row filtered by its upper neighbour.
 *
 * <p>The JDK's own encoder took about a millisecond of set-up a picture, which for small pictures is most of the work.
 * W3C 2003, "Portable Network Graphics", second edition. Bytes are a function of the pixels and the zlib version.
 */
public final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BIT_RGB = {8, 2, 0, 0, 0};
    private static final byte FILTER_UP = 2;
    private static final int CHANNELS = 3;

    private PngEncoder() {}

    /** The whole file. */
    public static byte[] encode(Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            writeChunk(out, "IHDR", header(picture));
            writeChunk(out, "IDAT", deflated(filtered(picture)));
            writeChunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static byte[] header(Picture picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.write(EIGHT_BIT_RGB);
        return bytes.toByteArray();
    }

    private static byte[] filtered(Picture picture) {
        int stride = CHANNELS * picture.width();
        byte[] rgb = picture.rgb();
        byte[] filtered = new byte[(1 + stride) * picture.height()];
        for (int y = 0; y < picture.height(); y++) {
            int to = y * (1 + stride);
            filtered[to] = FILTER_UP;
            for (int i = 0; i < stride; i++) {
                int above = y == 0 ? 0 : rgb[(y - 1) * stride + i];
                filtered[to + 1 + i] = (byte) (rgb[y * stride + i] - above);
            }
        }
        return filtered;
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void writeChunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
