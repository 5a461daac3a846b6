package org.unclip.config;

import java.util.Arrays;
import java.util.Optional;

/** How a command of Unclip ended, as a scheduler sees it. A number once given keeps its meaning. */
public enum ExitCode {
    /** The job did what was asked. */
    DONE(0, "done"),
    /** Everything asked for was there already. */
    NOTHING_TO_DO(10, "nothing to do"),
    /** A passing fault (storage, network, a lost executor, a full disk): the same command may succeed later. */
    RETRY(20, "failed, a retry makes sense"),
    /** Executors were lost again and again: the same command may succeed once the cluster is well. */
    CLUSTER_LOST(21, "gave up on the cluster, a retry makes sense later"),
    /** The configuration, the command line or the data must change first. */
    FATAL(30, "wrong configuration or data"),
    /** The job ran, but its result is worse than the configuration allows. */
    QUALITY_REFUSED(40, "quality gate refused"),
    /** Another run holds the folder or table this one would write. */
    HELD(50, "held by another run");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The one of a number; none for a number of no command of Unclip. */
    public static Optional<ExitCode> of(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }

    /** The exit status of the process, 0–50. */
    public int number() {
        return number;
    }

    /** A few words for help texts and reports. */
    public String meaning() {
        return meaning;
    }
}
