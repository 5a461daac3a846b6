package org.unclip.job;

import java.util.Locale;
import org.unclip.training.TrainingJob;
import org.unclip.training.TrainingObserver;
import org.unclip.training.TrainingProgress;

/** Shows a training to the user: step, speed, time left, losses. Used by the thread that trains; close it at the end. */
public final class TrainingDisplay implements TrainingObserver, AutoCloseable {
    private final Console console;
    private final Progress progress;

    /** Begins at the job's latest checkpoint, if there is one. */
    public TrainingDisplay(Console console, TrainingJob job) {
        this.console = console;
        long done = job.checkpoints()
                .latest()
                .map(checkpoint -> checkpoint.manifest().step())
                .orElse(0L);
        this.progress = console.progress(
                "train " + job.name(), "steps", done, job.config().steps());
    }

    @Override
    public void onProgress(TrainingProgress now) {
        StringBuilder note = new StringBuilder(
                String.format(Locale.ROOT, "loss %.4f, %.0f examples/s", now.loss(), now.examplesPerSecond()));
        if (now.ranks() > 1) {
            note.append(
                    String.format(Locale.ROOT, ", %d ranks, exchange %.0f %%", now.ranks(), 100 * now.exchangeShare()));
        }
        now.validationLoss().ifPresent(loss -> note.append(String.format(Locale.ROOT, ", validation %.4f", loss)));
        progress.update(now.step(), note.toString());
    }

    @Override
    public void onResume(long step, boolean settingsChanged) {
        console.say("Continuing from the checkpoint of step " + step
                + (settingsChanged ? ", which was written with other settings than these." : "."));
    }

    @Override
    public void close() {
        progress.close();
    }
}
