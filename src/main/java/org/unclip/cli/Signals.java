package org.unclip.cli;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.unclip.config.ExitCode;
import org.unclip.job.Console;

/**
 * What SIGTERM and SIGINT do: the first asks the job to {@linkplain org.unclip.training.Stop stop}, and ends the process if
 * that takes longer than the grace time; the second ends it at once, unless it comes so soon that it is the first, sent to
 * the process and to its group. Both ways what was written is whole.
 */
final class Signals {
    private static final int DEFAULT_GRACE_SECONDS = 25;

    private static final long SAME_SIGNAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int LAST_SECONDS = 5; // of the grace, for the last work

    /** How the process is ended that does not stop. */
    private record End(int graceSeconds, Runnable lastWork) {}

    private static volatile End end = new End(DEFAULT_GRACE_SECONDS, () -> {});
    private static volatile long heardNanos;

    private Signals() {}

    /** From here on signals are heard. */
    static void listen(Console console) {
        for (String name : List.of("TERM", "INT")) {
            new IrqHandler(name, signal -> heard(console, "SIG" + name)).bind();
        }
    }

    /** What is done before the process is ended that did not stop within so many seconds. */
    static void beforeHalt(int seconds, Runnable work) {
        end = new End(seconds, work);
    }

    private static void heard(Console console, String name) {
        if (console.stop().wanted()) {
            if (System.nanoTime() - heardNanos > SAME_SIGNAL_NANOS) {
                Runtime.getRuntime().halt(ExitCode.RETRY.number());
            }
            return;
        }
        heardNanos = System.nanoTime();
        console.say("%s: ending, within %d s.".formatted(name, end.graceSeconds()));
        daemon("grace", () -> insist(console, name));
        ask(console, name);
    }

    /** Asks again and again, as work may have begun after it was asked, and ends the process at last. */
    private static void insist(Console console, String name) {
        for (int second = 0; second < end.graceSeconds() - LAST_SECONDS; second++) {
            ask(console, name);
            sleep(1);
        }
        console.say(console.stop().error().getMessage());
        Thread last = daemon("last work", end.lastWork());
        for (int second = 0; second < LAST_SECONDS && last.isAlive(); second++) {
            sleep(1); // a storage that is away would hold it up
        }
        Runtime.getRuntime().halt(ExitCode.RETRY.number());
    }

    private static void ask(Console console, String name) {
        try {
            console.stop().ask(name);
        } catch (RuntimeException ended) { // what was to be cancelled
            console.say(name + ": what it was at has ended already.");
        }
    }

    private static void sleep(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
