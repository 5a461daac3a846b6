package org.unclip.job.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Free space of a local folder.
 *
 * @param name what it is for
 * @param setting that names it
 * @param folder which need not be there yet
 * @param free bytes that are free where a folder is
 */
record DiskCheck(String name, String setting, Path folder, ToLongFunction<Path> free) implements Check {
    private static final double GIGA = 1e9;
    private static final double FEW_GIGABYTES = 10;
    private static final double TOO_FEW_GIGABYTES = 0.5;

    static DiskCheck of(String name, String setting, Path folder) {
        return new DiskCheck(name, setting, folder, DiskCheck::usable);
    }

    private static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return 0; // what cannot be asked cannot be written
        }
    }

    @Override
    public List<Finding> findings() {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        double gigabytes = free.applyAsLong(there) / GIGA;
        String found = String.format(Locale.ROOT, "%.1f GB free below %s", gigabytes, folder);
        String mend = "Free some space there, or set %s elsewhere; jobs/unclip plan says what a job needs."
                .formatted(setting);
        if (gigabytes < TOO_FEW_GIGABYTES) {
            return List.of(Finding.away(name, found, mend));
        }
        return List.of(gigabytes < FEW_GIGABYTES ? Finding.warn(name, found, mend) : Finding.ok(name, found));
    }
}
