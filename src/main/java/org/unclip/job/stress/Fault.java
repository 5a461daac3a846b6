package org.unclip.job.stress;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What is done to a training from outside. */
enum Fault {
    EXECUTOR_KILLED("executor killed", 1),
    KILLED_IN_TRANSFER("executor killed in mid-transfer", 2),
    KILLED_IN_CHECKPOINT("executor killed in mid-checkpoint", 1),
    EXECUTOR_STOPPED("executor stopped", 1),
    WORKER_KILLED("worker and executor killed", 2),
    STORAGE_RESTARTED("S3 server killed, restarted", 1),
    DRIVER_KILLED("driver killed, restarted", 1);

    private final String words;
    private final int fewestRanks;

    Fault(String words, int fewestRanks) {
        this.words = words;
        this.fewestRanks = fewestRanks;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** With fewer ranks it can't happen, or nobody would be left. */
    int fewestRanks() {
        return fewestRanks;
    }

    /** Whether a training in the middle of its steps must lose a rank by it; a checkpoint may be the last one. */
    boolean losesRank() {
        return this == EXECUTOR_KILLED
                || this == KILLED_IN_TRANSFER
                || this == EXECUTOR_STOPPED
                || this == WORKER_KILLED;
    }

    /** Those that this machine can have: a transfer is seen in Linux's tables of connections alone. */
    static List<Fault> ofThisMachine() {
        return Arrays.stream(values())
                .filter(fault -> fault != KILLED_IN_TRANSFER || Files.isReadable(Path.of("/proc/net/tcp")))
                .toList();
    }
}
