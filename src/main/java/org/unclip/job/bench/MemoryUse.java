package org.unclip.job.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unclip.config.UserError;

/**
 * What this process holds, in megabytes of 10⁶ bytes.
 *
 * @param heapMb Java objects that a collection leaves
 * @param residentMb all of its memory, native arrays and the heap's unused part included, before that collection
 */
record MemoryUse(double heapMb, double residentMb) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final double KIB_PER_MB = 1e6 / 1024;
    private static final double BYTES_PER_MB = 1e6;

    static MemoryUse now() {
        double resident = resident();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new MemoryUse(heap / BYTES_PER_MB, resident);
    }

    private static double resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(STATUS));
            if (line.find()) {
                return Long.parseLong(line.group(1)) / KIB_PER_MB;
            }
            throw new IllegalStateException(STATUS + " has no VmRSS");
        } catch (IOException absent) {
            throw UserError.fatal("Resident memory is read from " + STATUS + ": run this on Linux.", absent);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f MB of heap, %.1f MB resident", heapMb, residentMb);
    }
}
