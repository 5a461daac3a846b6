package org.unclip.job.stress;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.unclip.config.Settings;
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
 * @param digests of the last checkpoints there, and their steps
 */
record PreparedRun(Path folder, Map<StressedModel, String> digests) {
    /**
     * Draws scenes, trains a CLIP, embeds, trains the models.
     *
     * @param folder which is not there yet
     */
    static PreparedRun in(Path folder, Set<StressedModel> models, Console console) {
        Path settings = StressSettings.local(folder.resolveSibling(folder.getFileName() + ".conf"), folder);
        Map<StressedModel, String> digests = new EnumMap<>(StressedModel.class);
        try (Run run = Run.open(Settings.load(Optional.of(settings), List.of()), console)) {
            IngestJob.run(run);
            TrainClipJob.run(run);
            EmbedJob.run(run);
            for (StressedModel model : models) {
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

    /**
     * Copies what a training begins with to another run's folder. The example shards too: making them again is work of
     * Spark, which takes longer than all of the training.
     */
    void copyTo(Folder run, StressedModel model, Configuration hadoop) {
        List<String> parts = List.of("tables/pairs", "tables/embeddings", "model/clip", "shards/" + model.kind());
        StressFolder.copy(folder, parts, run, hadoop);
    }
}
