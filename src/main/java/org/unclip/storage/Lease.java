package org.unclip.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

/**
 * Something that one process at a time holds, on whatever machine, as small files in a folder of any Hadoop file system
 * say.
 *
 * <p>Each holder has a higher epoch than those before, and a file of that number, which it alone could create ({@link
 * Folder#create}). It writes that file again and again, and when it lets go, as released. Whoever comes next takes the
 * next epoch if the last holder has let go, was silent for too long (by the storage's clock alone), or was a process of
 * this machine that has ended.
 *
 * <p>After Gray and Cheriton 1989 (leases). A holder that was stopped for too long finds out at {@link #requireHeld};
 * for what it does after that call, its {@link #epoch} tells others that it is late. For any thread.
 */
public final class Lease implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final int SIGNS_OF_LIFE = 6; // within the longest silence

    private final HolderFiles files;
    private final String what;
    private final Duration longestSilence;
    private final Holder self;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "lease");
        thread.setDaemon(true);
        return thread;
    });

    private Lease(HolderFiles files, String what, Duration longestSilence, Holder self) {
        this.files = files;
        this.what = what;
        this.longestSilence = longestSilence;
        this.self = self;
        long period = longestSilence.toMillis() / SIGNS_OF_LIFE;
        renewal.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes it until it is closed.
     *
     * @param folder of its files alone; to be kept, as epochs begin anew without it
     * @param what is held, for messages
     * @param job what it is held for, for messages to others
     * @param longestSilence after which a holder loses it
     * @throws UserError with {@link ExitCode#HELD} that says who holds it and since when
     */
    public static Lease take(Folder folder, String what, String job, Duration longestSilence) {
        HolderFiles files = new HolderFiles(folder);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Holder> last = files.last();
            last.ifPresent(holder -> requireEnd(holder, files, what, longestSilence));
            Holder self = last.map(holder -> holder.next(job)).orElseGet(() -> Holder.first(job));
            if (files.create(self)) {
                files.deleteBefore(self.epoch() - 1); // the last one another may be reading
                return new Lease(files, what, longestSilence, self);
            }
        }
        throw new UserError(ExitCode.HELD, what + " is being taken by other jobs at this moment: try again.");
    }

    private static void requireEnd(Holder holder, HolderFiles files, String what, Duration longestSilence) {
        if (holder.released() || holder.process().hasEnded()) {
            return;
        }
        Duration silence = files.silence(holder);
        if (silence.compareTo(longestSilence) < 0) {
            throw new UserError(
                    ExitCode.HELD,
                    ("%s is held by %s: wait for its end. Its last sign of life was %d s ago; if it gives none for %d s,"
                                    + " the same command takes over.")
                            .formatted(what, holder, Math.max(0, silence.toSeconds()), longestSilence.toSeconds()));
        }
    }

    /** Higher than that of every holder before. */
    public long epoch() {
        return self.epoch();
    }

    /** A random word of all holders whose epochs can be compared; another once the folder was lost. */
    public String line() {
        return self.line();
    }

    /**
     * Asks the storage who holds it.
     *
     * @throws UserError with {@link ExitCode#HELD} that says who took over, if it is not this holder
     */
    public void requireHeld() {
        Optional<Holder> last = files.last();
        if (!isSelf(last)) {
            throw new UserError(
                    ExitCode.HELD,
                    "%s was lost to %s, after this job gave no sign of life for %d s: start it again after that one's end."
                            .formatted(
                                    what,
                                    last.map(Holder::toString).orElse("whoever deleted " + files.folder()),
                                    longestSilence.toSeconds()));
        }
    }

    private boolean isSelf(Optional<Holder> last) {
        return last.filter(holder -> holder.id().equals(self.id())).isPresent();
    }

    private synchronized void renew() {
        if (renewal.isShutdown()) {
            return; // waited while it was released
        }
        try {
            requireHeld();
            files.write(self);
        } catch (RuntimeException fault) {
            if (fault instanceof UserError lost && lost.exitCode() == ExitCode.HELD) {
                renewal.shutdown();
            } // else the storage is away: the next time may be soon enough, and requireHeld tells if not
        }
    }

    /** Lets go, unless it is lost. */
    @Override
    public synchronized void close() {
        renewal.shutdown();
        if (isSelf(files.last())) {
            files.write(self.release());
        }
    }
}
