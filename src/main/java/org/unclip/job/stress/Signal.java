package org.unclip.job.stress;

import java.io.IOException;
import org.unclip.config.UserError;

/** What can be done to a process from outside. */
public enum Signal {
    /** Ends it at once; it can neither notice nor tidy up. */
    KILL,
    /** Stops it where it is, its connections open, as a machine that hangs. */
    STOP,
    /** Lets a stopped one go on. */
    CONT;

    /** Sends it; without effect on a process that has ended. */
    public void sendTo(ProcessHandle process) {
        String pid = Long.toString(process.pid());
        try {
            // bash's own kill: not every machine has one as a program.
            Process kill = new ProcessBuilder("bash", "-c", "kill -s \"$0\" \"$1\"", name(), pid).start();
            if (kill.waitFor() != 0 && process.isAlive()) {
                throw UserError.fatal(
                        "Signal %s to process %s was refused: it belongs to another user.".formatted(name(), pid));
            }
        } catch (IOException e) {
            throw UserError.fatal("There is no bash to send signal %s by: %s.".formatted(name(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("Interrupted while signal %s was sent to process %s.".formatted(name(), pid), e);
        }
    }
}
