package org.unclip.training;

import java.util.function.Supplier;
import org.unclip.config.UserError;

/**
 * Whether this process has been asked to end before its work is done, as schedulers do with SIGTERM. A training ends at its
 * next step, with a checkpoint; other work is cancelled, as what it has written is whole. For any thread.
 */
public final class Stop {
    private String asker;
    private Runnable cancel = () -> {};
    private boolean atNextStep;

    /** Asks, for the first time, or again for what has begun meanwhile. */
    public synchronized void ask(String by) {
        asker = asker == null ? by : asker;
        if (!atNextStep) {
            cancel.run();
        }
    }

    /** Whether anybody has asked. */
    public synchronized boolean wanted() {
        return asker != null;
    }

    /** From here on this cancels what the process is at; it is called on the thread that asks, and must not take long. */
    public synchronized void cancelWith(Runnable other) {
        cancel = other;
    }

    /** Does what looks at {@link #wanted} itself, and must not be cancelled. */
    public <T> T atNextStep(Supplier<T> work) {
        setAtNextStep(true);
        try {
            return work.get();
        } finally {
            setAtNextStep(false);
        }
    }

    private synchronized void setAtNextStep(boolean looks) {
        atNextStep = looks;
    }

    /** Throws {@link #error} if anybody has asked. */
    public void requireNone() {
        if (wanted()) {
            throw error();
        }
    }

    /** What ends work that was cancelled, {@link org.unclip.config.ExitCode#RETRY}. */
    public UserError error() {
        return stopped("what was written is whole. Give the same command again.");
    }

    /** The same for work that says what the same command will go on from. */
    public UserError error(String state) {
        return stopped(state + ". The same command goes on from there.");
    }

    private synchronized UserError stopped(String state) {
        return UserError.retry("Stopped by %s: %s".formatted(asker, state), null);
    }
}
