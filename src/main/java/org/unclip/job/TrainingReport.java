package org.unclip.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.storage.RunIdentity;
import org.unclip.training.TrainingJob;
import org.unclip.training.TrainingObserver;
import org.unclip.training.TrainingProgress;
import org.unclip.training.TrainingResult;

/**
 * How a training went, kept as {@code reports/train-KIND.json} in the run's folder. Speed, exchange and lost ranks are
 * those of the process that brought it to its end; {@code seconds} are those of all. Used by the thread that trains.
 */
final class TrainingReport implements TrainingObserver {
    private final List<String> lostRanks = new ArrayList<>();
    private double exchangeShares;
    private int reports;
    private long reportedStep;
    private long steps; // those done again after a loss included
    private double secondsPerExample; // sum over these steps
    private TrainingProgress last;

    @Override
    public void onProgress(TrainingProgress progress) {
        last = progress;
        exchangeShares += progress.exchangeShare();
        long since = progress.step() - reportedStep;
        reportedStep = progress.step();
        steps += since;
        secondsPerExample += since / progress.examplesPerSecond();
        reports++;
    }

    @Override
    public void onResume(long step, boolean settingsChanged) {
        reportedStep = step;
    }

    @Override
    public void onLoss(String message) {
        reportedStep = 0; // unless there is a checkpoint to resume from
        lostRanks.add(message);
    }

    /** Writes the report, unless this process has trained nothing. */
    void write(TrainingJob job, TrainingResult result) {
        if (last == null) {
            return;
        }
        RunIdentity identity = job.identity();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("job", job.name());
        report.put("steps", result.step());
        report.put("parameters", identity.layout().size());
        report.put("seed", identity.seed());
        report.put("microBatches", identity.microBatches());
        report.put("tableVersions", new TreeMap<>(identity.tableVersions()));
        report.put("clipFingerprint", identity.clipFingerprint());
        report.put("push", job.config().push().words());
        report.put("ranks", last.ranks());
        report.put("loss", last.loss());
        report.put(
                "validationLoss",
                result.validationLoss().isPresent() ? result.validationLoss().getAsDouble() : null);
        report.put("seconds", last.seconds());
        report.put("examplesPerSecond", steps / secondsPerExample);
        report.put("exchangeShare", exchangeShares / reports);
        report.put("lostRanks", lostRanks);
        new JsonFile(job.runFolder().folder("reports"), "train-%s.json".formatted(job.name())).write(report);
    }
}
