package org.unclip.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process, told apart from any that had or will have its number.
 *
 * @param host name of its machine or container
 * @param pid its number there
 * @param space the numbers' realm: start of the kernel, namespace and user, as processes of other users may be hidden;
 *     "" where the system does not tell
 * @param start clock ticks from the start of the kernel to its own, which no setting of a clock changes
 */
public record ProcessIdentity(String host, long pid, String space, String start) {
    private static final int START_FIELD = 22 - 3; // of /proc/PID/stat, see proc(5), counted from the third

    /** This one. */
    public static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(hostName(), pid, currentSpace(), startOf(pid));
    }

    /** Whether it has ended for certain; false for all of other machines and containers. */
    boolean hasEnded() {
        return !space.isEmpty() && space.equals(currentSpace()) && !start.equals(startOf(pid));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) { // containers whose own name nothing resolves
            return "a host without a name";
        }
    }

    private static String currentSpace() {
        try {
            return "%s %s %s"
                    .formatted(
                            Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                                    .strip(),
                            Files.readSymbolicLink(Path.of("/proc/self/ns/pid")),
                            System.getProperty("user.name"));
        } catch (IOException notLinux) {
            return "";
        }
    }

    /** "" if there is no such process. */
    private static String startOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_FIELD]; // its name may have blanks
        } catch (IOException none) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "process %d on %s".formatted(pid, host);
    }
}
