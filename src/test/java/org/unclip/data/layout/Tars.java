package org.unclip.data.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PngEncoder;

/** Writes small tars for tests. */
public final class Tars {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    public Tars() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** A grey picture of 20 × 10 pixels. */
    public static byte[] picture(int grey) {
        byte[] rgb = new byte[20 * 10 * 3];
        java.util.Arrays.fill(rgb, (byte) grey);
        return PngEncoder.encode(new Picture(20, 10, rgb));
    }

    public Tars with(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
    }

    public Tars with(String name, String content) throws IOException {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Picture, caption and what img2dataset notes of it, in its order. */
    public Tars sample(String key, int grey, String caption) throws IOException {
        return with(key + ".png", picture(grey))
                .with(key + ".json", "{\"caption\": \"by json\", \"status\": \"success\"}")
                .with(key + ".txt", caption);
    }

    public byte[] end() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }

    /** The same, packed. */
    public static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
