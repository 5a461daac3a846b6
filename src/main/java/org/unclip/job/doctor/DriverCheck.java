package org.unclip.job.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.unclip.config.UserError;

/**
 * The address that Spark's driver listens at.
 *
 * @param setting that names it
 * @param port {@value #ANY} for any free one
 */
record DriverCheck(String setting, String address, String port) implements Check {
    /** The port of which the system chooses a free one. */
    static final String ANY = "0";

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public String name() {
        return "driver address";
    }

    @Override
    public List<Finding> findings() {
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
            throw UserError.of("spark.settings: spark.driver.port", port, "0 to 65535", "correct it, or leave it out");
        }
        boolean any = port.equals(ANY);
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port)));
            return List.of(Finding.ok(name(), "%s can be listened at".formatted(address)));
        } catch (IOException e) {
            return List.of(Finding.fail(
                    name(),
                    "%s%s cannot be listened at (%s)".formatted(address, any ? "" : ":" + port, e.getMessage()),
                    "Set %s to an address of this machine%s."
                            .formatted(setting, any ? "" : ", and spark.driver.port to a free port")));
        }
    }
}
