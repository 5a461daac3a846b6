package org.unclip.paramserver.peer;

import io.netty.channel.FileRegion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.util.AbstractFileRegion;

/**
 * A stretch of a float array as Spark's transport sends it: little-endian, converted piece by piece while it goes out, so
 * that no copy of a long vector is made. The array must stay as it is until the receiver has it.
 */
final class FloatRegion extends ManagedBuffer {
    private static final int PIECE_BYTES = 1 << 18;
    private static final ThreadLocal<ByteBuffer> PIECE =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN));

    private final float[] values;
    private final int from;
    private final int length;

    FloatRegion(float[] values, int from, int length) {
        this.values = values;
        this.from = from;
        this.length = length;
    }

    @Override
    public long size() {
        return (long) length * Float.BYTES;
    }

    @Override
    public Object convertToNetty() {
        return new Region();
    }

    @Override
    public ByteBuffer nioByteBuffer() {
        throw new UnsupportedOperationException("vectors are only ever sent");
    }

    @Override
    public InputStream createInputStream() {
        throw new UnsupportedOperationException("vectors are only ever sent");
    }

    @Override
    public ManagedBuffer retain() {
        return this;
    }

    @Override
    public ManagedBuffer release() {
        return this;
    }

    private final class Region extends AbstractFileRegion implements FileRegion {
        private long transferred;

        @Override
        public long position() {
            return 0;
        }

        @Override
        public long transferred() {
            return transferred;
        }

        @Override
        public long count() {
            return size();
        }

        @Override
        public long transferTo(WritableByteChannel target, long position) throws IOException {
            int first = (int) (position / Float.BYTES);
            int count = Math.min(length - first, PIECE_BYTES / Float.BYTES);
            ByteBuffer piece = PIECE.get().clear();
            piece.asFloatBuffer().put(values, from + first, count);
            piece.position((int) (position % Float.BYTES)).limit(count * Float.BYTES);
            int written = target.write(piece);
            transferred += written;
            return written;
        }

        @Override
        protected void deallocate() {
            // the array is its owner's
        }
    }
}
