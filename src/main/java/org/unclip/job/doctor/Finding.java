package org.unclip.job.doctor;

import org.unclip.config.ExitCode;

/**
 * What a check found.
 *
 * @param check what was looked at, one or two words
 * @param status how it is
 * @param found what there is
 * @param mend what to do, a sentence; "" where nothing is to be done
 * @param exitCode what a fault comes to
 */
public record Finding(String check, Status status, String found, String mend, ExitCode exitCode) {
    /** How something is. */
    public enum Status {
        OK,
        /** Jobs run, but not as well as they could, or not all of them. */
        WARN,
        /** A job would fail. */
        FAIL
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Status.OK, found, "", ExitCode.DONE);
    }

    static Finding warn(String check, String found, String mend) {
        return new Finding(check, Status.WARN, found, mend, ExitCode.DONE);
    }

    /** A fault that the user mends. */
    static Finding fail(String check, String found, String mend) {
        return new Finding(check, Status.FAIL, found, mend, ExitCode.FATAL);
    }

    /** A fault that may pass. */
    static Finding away(String check, String found, String mend) {
        return new Finding(check, Status.FAIL, found, mend, ExitCode.RETRY);
    }
}
