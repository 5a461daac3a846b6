package org.unclip.job.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.job.Console;
import org.unclip.job.EmbedJob;
import org.unclip.job.IngestJob;
import org.unclip.job.Run;
import org.unclip.job.TrainClipJob;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.Folder;

/**
 * What all runs of a stress begin with, and what they must end with.
 *
 * @param folder of a run in which everything was done undisturbed, by one rank in this process
 * @param digests of the last checkpoints there
 */
record PreparedRun(Path folder, Map<StressedModel, String> digests) {
    /** Shards too: their making is Spark's work, which minutes of every run would go into. */
    private static final List<String> BEFORE_TRAINING =
            List.of("tables/pairs", "tables/embeddings", "model/clip", "shards");

    /**
     * Does what is not done yet: draws scenes, trains a CLIP, embeds, trains the models.
     *
     * @param parent the run's folder and its settings are in this one
     */
    static PreparedRun in(Path parent, Console console) {
        Path folder = parent.resolve("undisturbed");
        Path settings = StressSettings.local(parent.resolve("undisturbed.conf"), folder);
        Map<StressedModel, String> digests = new EnumMap<>(StressedModel.class);
        try (Run run = Run.open(Settings.load(Optional.of(settings), List.of()), console)) {
            IngestJob.run(run);
            TrainClipJob.run(run);
            EmbedJob.run(run);
            for (StressedModel model : StressedModel.values()) {
                model.train(run);
                digests.put(model, digest(run.folder(), model).orElseThrow());
            }
        }
        return new PreparedRun(folder, digests);
    }

    /** The digest of a model's last checkpoint in a run's folder, if there is one. */
    static Optional<String> digest(Folder run, StressedModel model) {
        return new Checkpoints(run.folder("checkpoints").folder(model.kind()))
                .latest()
                .map(last -> "%d %s".formatted(last.manifest().step(), last.digest()));
    }

    /** Copies what a training begins with to another run's folder. */
    void copyTo(Folder run, Configuration hadoop) {
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(folder.toUri());
        for (String part : BEFORE_TRAINING) {
            org.apache.hadoop.fs.Path target = run.path(part);
            try {
                FileUtil.copy(
                        from.getFileSystem(hadoop),
                        new org.apache.hadoop.fs.Path(from, part),
                        target.getFileSystem(hadoop),
                        target,
                        false,
                        hadoop);
            } catch (IOException e) {
                throw UserError.retry("Cannot copy %s to %s: %s.".formatted(part, run, e.getMessage()), e);
            }
        }
    }
}
