package org.unclip.paramserver.peer;

import java.nio.ByteBuffer;

/**
 * What is said before a vector's floats.
 *
 * @param kind what the vector is
 * @param step of the training that it belongs to
 * @param first first micro-batch that the sum is over; 0 unless a gradient
 * @param size micro-batches that the sum is over; 0 unless a gradient
 * @param from where the vector lies in the model's flat vector
 * @param length how many floats follow
 */
public record VectorHeader(Kind kind, long step, int first, int size, int from, int length) {
    /** The vectors that ranks send. */
    public enum Kind {
        /** A partial sum of micro-batch gradients, for the owner of the slice. */
        GRADIENT,
        /** The same as a {@link org.unclip.paramserver.ThresholdCode}. */
        CODED_GRADIENT,
        /** An owner's updated parameters, for everyone. */
        PARAMETERS,
        /** An owner's averaged parameters. */
        AVERAGE
    }

    private static final int BYTES = 4 * 5 + 8;

    ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putInt(kind.ordinal())
                .putLong(step)
                .putInt(first)
                .putInt(size)
                .putInt(from)
                .putInt(length);
        return bytes.flip();
    }

    /** Throws {@link IllegalArgumentException} for anything that {@link #encoded} does not give. */
    static VectorHeader decoded(ByteBuffer bytes) {
        if (bytes.remaining() != BYTES) {
            throw new IllegalArgumentException("a header of " + bytes.remaining() + " bytes");
        }
        int kind = bytes.getInt();
        if (kind < 0 || kind >= Kind.values().length) {
            throw new IllegalArgumentException("a vector of unknown kind " + kind);
        }
        return new VectorHeader(
                Kind.values()[kind], bytes.getLong(), bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt());
    }
}
