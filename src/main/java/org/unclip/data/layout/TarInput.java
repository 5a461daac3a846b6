package org.unclip.data.layout;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.unclip.config.UserError;

/**
 * The bytes of a tar, unpacked if it is gzip, and where one is in them. What is passed over of a plain tar is not read from
 * storage. A fault of the storage is a {@link UserError}, so that an {@link IOException} is the archive's own.
 */
final class TarInput extends InputStream {
    private static final int GZIP_MAGIC = 0x8b1f; // little endian
    private static final int BUFFER_BYTES = 1 << 16;

    private final FSDataInputStream stored;
    private final InputStream in;
    private final boolean packed;
    private final long storedLength;
    private long position;

    private TarInput(FSDataInputStream stored, boolean packed, long storedLength, String location) throws IOException {
        this.stored = stored;
        this.packed = packed;
        this.storedLength = storedLength;
        InputStream guarded = new Guarded(stored, location);
        this.in = packed ? new GZIPInputStream(guarded, BUFFER_BYTES) : guarded;
    }

    /**
     * Opens it at its beginning.
     *
     * @throws UserError if it cannot be opened or read
     * @throws IOException if what looks like gzip is none
     */
    static TarInput open(StoredFiles storage, String location) throws IOException {
        Path path = new Path(location);
        FSDataInputStream stored;
        boolean packed;
        long length;
        try {
            length = storage.length(path);
            stored = storage.open(path);
            packed = length > 1 && (stored.read() | stored.read() << Byte.SIZE) == GZIP_MAGIC;
            stored.seek(0);
        } catch (IOException e) {
            throw storageFault(location, e);
        }
        try {
            return new TarInput(stored, packed, length, location);
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    /** Bytes from the beginning of the unpacked tar. */
    long position() {
        return position;
    }

    /** Whether so many bytes are known to be missing: only a plain tar's length is known before all of it is read. */
    boolean endsBefore(long end) {
        return !packed && end > storedLength;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        position += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        position += Math.max(read, 0);
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        if (packed) {
            long skipped = in.skip(count);
            position += skipped;
            return skipped;
        }
        long skipped = Math.max(0, Math.min(count, storedLength - position));
        stored.seek(position + skipped);
        position += skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }

    private static UserError storageFault(String location, IOException e) {
        String message = "Cannot read the tar " + location + ": " + e.getMessage();
        return e instanceof FileNotFoundException || e instanceof AccessControlException
                ? UserError.fatal(message + "; allow this user to read it, or take it away.", e)
                : UserError.retry(message, e);
    }

    /** Tells faults of the storage from those of what is stored. */
    private static final class Guarded extends InputStream {
        private final InputStream stored;
        private final String location;

        Guarded(InputStream stored, String location) {
            this.stored = stored;
            this.location = location;
        }

        @Override
        public int read() {
            try {
                return stored.read();
            } catch (IOException e) {
                throw storageFault(location, e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return stored.read(bytes, offset, length);
            } catch (IOException e) {
                throw storageFault(location, e);
            }
        }

        @Override
        public int available() throws IOException {
            return stored.available();
        }
    }
}
