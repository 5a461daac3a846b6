package org.unclip.job.doctor;

import java.util.List;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

/** Looks at one thing that jobs need. Leaves everything as it was. */
interface Check {
    /** What is looked at, one or two words. */
    String name();

    /**
     * Looks.
     *
     * @return what was found, one finding or a few
     * @throws UserError where looking itself tells what is wrong
     */
    List<Finding> findings();

    /** The same with what was thrown as a finding. */
    default List<Finding> look() {
        try {
            return findings();
        } catch (UserError fault) {
            boolean passes = fault.exitCode() == ExitCode.RETRY || fault.exitCode() == ExitCode.CLUSTER_LOST;
            return List.of(new Finding(
                    name(), Finding.Status.FAIL, fault.getMessage(), "", passes ? ExitCode.RETRY : ExitCode.FATAL));
        }
    }
}
