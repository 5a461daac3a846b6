package org.unclip.data.table;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

/** Asks whether a standalone cluster's master is there; Spark itself would wait a minute for one that is not. */
public final class StandaloneMaster {
    private static final String SCHEME = "spark://";
    private static final int TIMEOUT_MILLIS = 5000;

    private StandaloneMaster() {}

    /**
     * Tries a connection to each of the masters until one answers; other kinds of cluster are left to Spark.
     *
     * @param master {@code spark://host:port}, or several as {@code spark://host:port,host:port}
     * @throws UserError with {@link ExitCode#CLUSTER_LOST} if none answers, and if the URL is not of this form
     */
    public static void requireAnswer(String master) {
        if (!master.startsWith(SCHEME)) {
            return;
        }
        List<String> faults = new ArrayList<>();
        for (String place : master.substring(SCHEME.length()).split(",")) {
            InetSocketAddress address = address(master, place);
            try (Socket socket = new Socket()) {
                socket.connect(address, TIMEOUT_MILLIS);
                return;
            } catch (IOException e) {
                faults.add("%s: %s".formatted(place, address.isUnresolved() ? "unknown host" : e.getMessage()));
            }
        }
        throw new UserError(
                ExitCode.CLUSTER_LOST,
                "spark.master: %s does not answer (%s): start the cluster, or correct the URL."
                        .formatted(master, String.join("; ", faults)));
    }

    private static InetSocketAddress address(String master, String place) {
        URI uri = URI.create(SCHEME + place);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw UserError.of("spark.master", master, "spark://host:port", "take the URL that the master printed");
        }
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
