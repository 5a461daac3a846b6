package org.unclip.paramserver.peer;

import java.nio.ByteBuffer;

/** What happens to what comes in over a {@link Wire}; called on its threads, which must not be held up. */
public interface Receiver {
    /** A rank has connected, and proved to belong to the job. */
    default void joined(int from) {}

    /** A small message came. */
    void message(int from, ByteBuffer message);

    /**
     * A vector begins to come.
     *
     * @return where it goes
     * @throws RuntimeException if it is not one that is waited for; the connection is then closed
     */
    FloatSink vector(int from, VectorHeader header);

    /** A connection with a rank has ended, or it has been silent for too long; may be said several times. */
    void lost(int rank, String cause);
}
