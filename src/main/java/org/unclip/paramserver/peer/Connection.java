package org.unclip.paramserver.peer;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;

/** The sending end of a connection to a rank. For any thread; what is sent arrives in that order. */
public final class Connection {
    private final TransportClient client;
    private final RpcResponseCallback fate;

    Connection(int to, TransportClient client, Receiver receiver) {
        this.client = client;
        this.fate = new RpcResponseCallback() {
            @Override
            public void onSuccess(ByteBuffer response) {
                // it has arrived
            }

            @Override
            public void onFailure(Throwable cause) {
                receiver.lost(to, firstLine(cause));
            }
        };
        client.getChannel().closeFuture().addListener(closed -> receiver.lost(to, "the connection to it was closed"));
    }

    /** Sends a small message. */
    public void tell(byte[] message) {
        client.sendRpc(Incoming.message(message), fate);
    }

    /** Sends a small message, and returns once it has arrived; throws {@link RuntimeException} if it does not in time. */
    public void tellAndWait(byte[] message, long timeout, TimeUnit unit) {
        client.sendRpcSync(Incoming.message(message), unit.toMillis(timeout));
    }

    /** Sends the {@code header.length()} floats of an array from an index on; they must not change until they arrived. */
    public void send(VectorHeader header, float[] values, int from) {
        client.uploadStream(
                new NioManagedBuffer(header.encoded()), new FloatRegion(values, from, header.length()), fate);
    }

    void pulse() {
        client.send(ByteBuffer.allocate(1).put(0, Incoming.PULSE));
    }

    void close() {
        client.close();
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
