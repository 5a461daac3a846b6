package org.unclip.job;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn over itself on a terminal. */
final class ProgressBarDisplay implements Progress {
    private static final int COLUMNS = 110;

    private final ProgressBar bar;

    ProgressBarDisplay(PrintStream err, String task, String unit, long done, long total) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, 1)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(err, COLUMNS))
                .build();
    }

    @Override
    public void update(long done, String note) {
        bar.stepTo(done);
        bar.setExtraMessage(note.isEmpty() ? "" : " " + note);
    }

    @Override
    public void close() {
        bar.close();
    }
}
