package org.unclip.data.table;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/** The address by which a cluster reaches this process. */
public final class DriverHost {
    private DriverHost() {}

    /**
     * This host's address on the network in which a standalone master is; nothing for other masters, for which Spark
     * knows best.
     */
    public static Optional<String> towards(String master) {
        URI uri = URI.create(master.split(",")[0]);
        if (!"spark".equals(uri.getScheme()) || uri.getPort() < 0) {
            return Optional.empty();
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort())); // chooses a route, sends nothing
            return Optional.of(socket.getLocalAddress().getHostAddress());
        } catch (IOException | RuntimeException unreachable) {
            return Optional.empty(); // Spark will say so
        }
    }
}
