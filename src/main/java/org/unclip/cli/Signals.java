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

    private static volatile int graceSeconds = DEFAULT_GRACE_SECONDS;
    private static volatile Runnable lastWork = () -> {};
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
        graceSeconds = seconds;
        lastWork = work;
    }

    private static void heard(Console console, String name) {
        if (console.stop().wanted()) {
            if (System.nanoTime() - heardNanos > SAME_SIGNAL_NANOS) {
                Runtime.getRuntime().halt(ExitCode.RETRY.number());
            }
            return;
        }
        heardNanos = System.nanoTime();
        console.stop().ask(name);
        console.say("%s: ending, within %d s.".formatted(name, graceSeconds));
        Thread watchdog = new Thread(() -> insist(console, name), "grace");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /** Asks again and again, as work may have begun after it was asked, and ends the process at last. */
    private static void insist(Console console, String name) {
        try {
            for (int second = 0; second < graceSeconds; second++) {
                console.stop().ask(name);
                TimeUnit.SECONDS.sleep(1);
            }
            console.say(console.stop().error().getMessage());
            lastWork.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitCode.RETRY.number());
        }
    }
}
