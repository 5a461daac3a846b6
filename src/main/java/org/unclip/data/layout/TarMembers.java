package org.unclip.data.layout;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files in a tar, one after another; of their contents only what is asked for is held in memory. */
final class TarMembers implements Closeable {
    private static final int BLOCK_BYTES = 512;
    private static final int MAX_PADDING_BYTES = 1 << 20; // tar fills up its last record, which is 10 KB by default

    private final TarInput in;
    private final TarArchiveInputStream tar;
    private long end;

    /** Takes the input from its beginning, and closes it. */
    TarMembers(TarInput in) {
        this.in = in;
        // A record of one block: of a larger one the rest after the mark of the end would be passed over unseen.
        this.tar = new TarArchiveInputStream(in, BLOCK_BYTES, BLOCK_BYTES, StandardCharsets.UTF_8.name());
    }

    /**
     * A file in the tar.
     *
     * @param offset of its first byte in the unpacked tar
     * @param size in bytes
     */
    record Member(String name, long offset, long size) {}

    /**
     * The next file, nothing after the last.
     *
     * @throws EOFException if the tar ends before its content does, or without the mark of its end
     * @throws IOException if it is damaged
     */
    Optional<Member> next() throws IOException {
        TarArchiveEntry entry;
        do {
            entry = nextEntry();
        } while (entry != null && !entry.isFile());
        if (entry == null) {
            requireEnd();
            return Optional.empty();
        }
        return Optional.of(new Member(entry.getName(), in.position(), entry.getSize()));
    }

    /**
     * The content of the last file as text.
     *
     * @throws EOFException if the tar ends in it
     * @throws UnusableTextException if it is too long for captions, or no UTF-8
     */
    String text(Member member) throws IOException, UnusableTextException {
        String text = CaptionText.read(tar);
        if (in.position() < member.offset() + member.size()) {
            throw new EOFException("it ends in " + member.name());
        }
        return text;
    }

    private TarArchiveEntry nextEntry() throws IOException {
        TarArchiveEntry entry = tar.getNextTarEntry();
        if (entry == null) {
            return null;
        }
        if (!entry.isCheckSumOK()) {
            throw new IOException("the header before byte " + in.position() + " has a wrong checksum");
        }
        long contentEnd = in.position() + entry.getSize();
        if (in.endsBefore(contentEnd)) {
            throw new EOFException("it ends in " + entry.getName());
        }
        end = (contentEnd + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        return entry;
    }

    /** An archive that was cut between two files, and archives that were put one behind another, are told by this. */
    private void requireEnd() throws IOException {
        long marked = in.position();
        if (marked < end + BLOCK_BYTES) {
            throw new EOFException("the mark of its end is missing after byte " + end);
        }
        byte[] rest = in.readNBytes(MAX_PADDING_BYTES);
        boolean padding = rest.length < MAX_PADDING_BYTES;
        for (byte b : rest) {
            padding &= b == 0;
        }
        if (!padding) {
            throw new IOException("its end is marked at byte " + marked + ", but more follows");
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
