package org.unclip.job.stress;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.unclip.config.Settings;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.job.Console;
import org.unclip.job.EmbedJob;
import org.unclip.job.IngestJob;
import org.unclip.job.Run;
import org.unclip.job.TrainClipJob;
import org.unclip.storage.Folder;

/**
 * What all embed jobs of a stress begin with, and what they must end with.
 *
 * @param folder of a run in which everything was done undisturbed, in this process
 * @param content of its table of embeddings
 * @param portions in which that was committed
 */
record PreparedPairs(Path folder, EmbeddedContent content, int portions) {
    /**
     * Ingests pairs, trains a CLIP for a few steps, and embeds.
     *
     * @param folder which is not there yet
     * @param data settings of the data set; drawn scenes unless given
     */
    static PreparedPairs in(Path folder, Optional<Path> data, Console console) {
        Path settings = StressSettings.localEmbed(folder.resolveSibling(folder.getFileName() + ".conf"), folder, data);
        try (Run run = Run.open(Settings.load(Optional.of(settings), List.of()), console)) {
            IngestJob.run(run);
            TrainClipJob.run(run);
            EmbedJob.run(run);
            String table = run.table("embeddings");
            long commits = EmbeddingsTable.open(run.spark(), table).version();
            return new PreparedPairs(folder, EmbeddedContent.of(run.spark(), table), Math.toIntExact(commits));
        }
    }

    /** Copies what embedding begins with to another run's folder. */
    void copyTo(Folder run, Configuration hadoop) {
        StressFolder.copy(folder, List.of("tables/pairs", "model/clip"), run, hadoop);
    }
}
