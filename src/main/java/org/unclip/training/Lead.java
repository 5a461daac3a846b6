package org.unclip.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unclip.storage.CheckpointManifest;
import org.unclip.storage.SliceFile;

/** Leads an attempt at a training: tells its observers, commits its checkpoints, draws its samples. One thread. */
final class Lead implements Leader {
    /** Slices of a checkpoint, as its ranks report them. */
    private static final class Slices {
        private final List<SliceFile> files = new ArrayList<>();
        private int ranks;
    }

    /** The averaged parameters of a step, as its ranks send them. */
    private static final class Average {
        private final float[] values;
        private int ranks;

        Average(int length) {
            values = new float[length];
        }
    }

    private final TrainingJob job;
    private final SampleDrawer samples;
    private final Stop stop;
    private List<TrainingObserver> observers = List.of();
    private long committed;
    private final Map<Long, Slices> slices = new HashMap<>();
    private final Map<Long, Average> averages = new HashMap<>();

    Lead(TrainingJob job, SampleDrawer samples, Stop stop) {
        this.job = job;
        this.samples = samples;
        this.stop = stop;
    }

    /** From here on these hear of progress. */
    void tell(List<TrainingObserver> all) {
        observers = List.copyOf(all);
    }

    /** The step of the attempt's latest checkpoint; 0 if it has brought none. */
    long committed() {
        return committed;
    }

    @Override
    public void onProgress(TrainingProgress progress) {
        observers.forEach(observer -> observer.onProgress(progress));
    }

    @Override
    public void onSlice(long stepsDone, int ranks, Optional<SliceFile> file, OptionalDouble validationLoss) {
        Slices written = slices.computeIfAbsent(stepsDone, step -> new Slices());
        file.ifPresent(written.files::add);
        if (++written.ranks == ranks) {
            slices.remove(stepsDone);
            written.files.sort(Comparator.comparingLong(SliceFile::from));
            commit(stepsDone, written.files, validationLoss);
        }
    }

    private void commit(long stepsDone, List<SliceFile> files, OptionalDouble validationLoss) {
        job.checkpoints()
                .commit(new CheckpointManifest(
                        CheckpointManifest.SCHEMA_VERSION,
                        job.identity(),
                        stepsDone,
                        cursors(job.config(), stepsDone),
                        validationLoss.isPresent() ? validationLoss.getAsDouble() : null,
                        job.configurationDigest(),
                        job.config().push().words(),
                        files));
        committed = stepsDone;
        observers.forEach(observer -> observer.onCheckpoint(stepsDone));
        job.checkpoints().retain(job.config().keepCheckpoints());
    }

    /** Examples that each stream has delivered after so many steps. */
    static List<Long> cursors(TrainingConfig config, long steps) {
        return Collections.nCopies(config.microBatches(), steps * config.microBatchSize());
    }

    @Override
    public void onAverage(long stepsDone, int ranks, int from, float[] averaged) {
        int length = Math.toIntExact(job.identity().layout().size());
        Average average = averages.computeIfAbsent(stepsDone, step -> new Average(length));
        System.arraycopy(averaged, 0, average.values, from, averaged.length);
        if (++average.ranks == ranks) {
            averages.remove(stepsDone);
            samples.draw(stepsDone, average.values);
        }
    }

    @Override
    public boolean stopWanted() {
        return stop.wanted();
    }
}
