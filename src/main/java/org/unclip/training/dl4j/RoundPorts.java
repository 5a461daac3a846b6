package org.unclip.training.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import org.nd4j.parameterserver.distributed.v2.transport.PortSupplier;

/**
 * The UDP port of this process: the configured one on the driver, any free one on an executor.
 *
 * <p>Deeplearning4j's {@code StaticPortSupplier} takes no notice of the port it is given, and executors of one host that
 * share a port end without having trained. A round has an instance of its own in each process, which must say the same
 * whenever it is asked.
 */
final class RoundPorts implements PortSupplier {
    private static final long serialVersionUID = 1;

    private final int driverPort;
    private transient int port;

    RoundPorts(int driverPort) {
        this.driverPort = driverPort;
    }

    @Override
    public synchronized int getPort() {
        if (port == 0) {
            port = RoundStart.onDriver() ? driverPort : free();
        }
        return port;
    }

    private static int free() {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free UDP port", e);
        }
    }
}
