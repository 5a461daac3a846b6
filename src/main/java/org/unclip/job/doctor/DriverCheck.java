package org.unclip.job.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * The address that Spark's driver listens at.
 *
 * @param setting that names it
 */
record DriverCheck(String setting, String address, int port) implements Check {
    @Override
    public String name() {
        return "driver address";
    }

    @Override
    public List<Finding> findings() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return List.of(Finding.ok(name(), "%s can be listened at".formatted(address)));
        } catch (IOException e) {
            return List.of(Finding.fail(
                    name(),
                    "%s%s cannot be listened at (%s)".formatted(address, port == 0 ? "" : ":" + port, e.getMessage()),
                    "Set %s to an address of this machine%s."
                            .formatted(setting, port == 0 ? "" : ", and spark.driver.port to a free port")));
        }
    }
}
