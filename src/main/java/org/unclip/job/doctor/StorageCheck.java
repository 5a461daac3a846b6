package org.unclip.job.doctor;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.unclip.storage.Folder;

/**
 * The storage of the run: a probe is written, listed, read back, created where it is already, and deleted; its time tells
 * the storage's clock.
 *
 * @param open the run's folder
 * @param clock of this machine
 */
record StorageCheck(Supplier<Folder> open, Clock clock) implements Check {
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "run.dir";
    }

    @Override
    public List<Finding> findings() {
        Folder folder = open.get();
        boolean wasThere = folder.isThere();
        String probe = ".doctor-" + UUID.randomUUID();
        try {
            return probe(folder, probe);
        } finally {
            folder.delete(probe);
            if (!wasThere) {
                folder.deleteIfEmpty(); // it was made for the probe
            }
        }
    }

    private List<Finding> probe(Folder folder, String probe) {
        List<Finding> findings = new ArrayList<>();
        byte[] first = bytes("first");
        boolean created = folder.create(probe, first);
        Instant written = clock.instant();
        if (!created || !folder.names().contains(probe) || !Arrays.equals(first, folder.read(probe))) {
            findings.add(Finding.fail(
                    name(), folder + " does not show what was written to it", "Use a storage that lists what it has."));
        } else {
            findings.add(Finding.ok(name(), folder + " writes, lists and reads"));
        }
        findings.add(
                folder.create(probe, bytes("second"))
                        ? Finding.fail(
                                "conditional writes",
                                folder + " lets two create the same file",
                                "Use a storage with conditional writes (S3, MinIO, HDFS, a local disk): without them two jobs can lose each other's rows.")
                        : Finding.ok("conditional writes", "of two that create a file, the second is refused"));
        findings.add(skew(Duration.between(folder.modified(probe), written)));
        return findings;
    }

    private static Finding skew(Duration skew) {
        String found = "%d s apart from the storage's".formatted(skew.abs().toSeconds());
        return skew.abs().compareTo(MOST_SKEW) > 0
                ? Finding.warn(
                        "clock", found, "Set this machine's clock (NTP): S3 refuses requests that are 15 minutes off.")
                : Finding.ok("clock", found);
    }

    private static byte[] bytes(String word) {
        return (word + " " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }
}
