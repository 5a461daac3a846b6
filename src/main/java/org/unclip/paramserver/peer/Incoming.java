package org.unclip.paramserver.peer;

import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;

/**
 * The receiving end of one connection. Its first message must be a hello that says which rank is speaking; whatever comes
 * before closes it. Used by the connection's thread; the pulse reads when it was last heard.
 */
final class Incoming extends RpcHandler {
    static final byte HELLO = 1;
    static final byte PULSE = 2;
    static final byte MESSAGE = 3;

    private static final int STRANGER = -1;
    private static final long NANOS = 1_000_000_000;
    private static final int HELLO_BYTES = 1 + Integer.BYTES;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final Receiver receiver;
    private final Channel channel;
    private final StreamManager noStreams = new OneForOneStreamManager();
    private volatile int from = STRANGER;
    private volatile long heardNanos = System.nanoTime();

    Incoming(Wire wire, Receiver receiver, Channel channel) {
        this.wire = wire;
        this.receiver = receiver;
        this.channel = channel;
    }

    static ByteBuffer hello(int rank) {
        return ByteBuffer.allocate(HELLO_BYTES).put(HELLO).putInt(rank).flip();
    }

    static ByteBuffer message(byte[] content) {
        return ByteBuffer.allocate(1 + content.length).put(MESSAGE).put(content).flip();
    }

    @Override
    public void receive(TransportClient sender, ByteBuffer message, RpcResponseCallback answer) {
        byte type = message.hasRemaining() ? message.get() : 0;
        if (type == HELLO && from == STRANGER && message.remaining() == HELLO_BYTES - 1) {
            int rank = message.getInt();
            receiver.joined(rank);
            from = rank;
        } else if (type == MESSAGE && from != STRANGER) {
            receiver.message(from, message);
        } else {
            throw refused("a message of type " + type);
        }
        heardNanos = System.nanoTime();
        answer.onSuccess(NOTHING.duplicate());
    }

    /** Messages without an answer: the pulse. */
    @Override
    public void receive(TransportClient sender, ByteBuffer message) {
        if (from == STRANGER) {
            throw refused("a pulse");
        }
        heardNanos = System.nanoTime();
    }

    @Override
    public StreamCallbackWithID receiveStream(
            TransportClient sender, ByteBuffer encodedHeader, RpcResponseCallback answer) {
        if (from == STRANGER) {
            throw refused("a vector");
        }
        VectorHeader header = VectorHeader.decoded(encodedHeader);
        return new Stream(header, receiver.vector(from, header));
    }

    @Override
    public StreamManager getStreamManager() {
        return noStreams;
    }

    @Override
    public void channelInactive(TransportClient sender) {
        lost("its connection was closed");
    }

    @Override
    public void exceptionCaught(Throwable cause, TransportClient sender) {
        lost("its connection failed: " + cause.getMessage());
    }

    /** Takes it as heard at a time. */
    void heard(long now) {
        heardNanos = now;
    }

    /** Hangs up if nothing was heard for so long: on a rank that fell silent, or a stranger who did not become one. */
    void endIfSilent(long now, long silenceNanos) {
        if (now - heardNanos > silenceNanos) {
            lost("nothing was heard of it for %d s".formatted(silenceNanos / NANOS));
            channel.close();
        }
    }

    private void lost(String cause) {
        wire.forget(this);
        if (from != STRANGER) {
            receiver.lost(from, cause);
        }
    }

    private SecurityException refused(String what) {
        channel.close();
        return new SecurityException(what + " before a hello, or out of turn");
    }

    /** A vector on its way in. */
    private final class Stream implements StreamCallbackWithID {
        private final VectorHeader header;
        private final FloatSink sink;

        Stream(VectorHeader header, FloatSink sink) {
            if (header.length() != sink.length()) {
                throw new IllegalArgumentException(header + ", but " + sink.length() + " floats are wanted");
            }
            this.header = header;
            this.sink = sink;
        }

        @Override
        public String getID() {
            return header.toString();
        }

        @Override
        public void onData(String streamId, ByteBuffer bytes) {
            heardNanos = System.nanoTime();
            sink.accept(bytes);
        }

        @Override
        public void onComplete(String streamId) {
            sink.end();
        }

        @Override
        public void onFailure(String streamId, Throwable cause) throws IOException {
            lost("its connection broke in mid-vector: " + cause.getMessage());
        }
    }
}
