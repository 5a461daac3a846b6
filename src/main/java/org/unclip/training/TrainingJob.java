package org.unclip.training;

import java.io.Serializable;
import org.unclip.paramserver.DecayRanges;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.Folder;
import org.unclip.storage.RunIdentity;

/**
 * A training to be done: of what, how, and where it is kept.
 *
 * @param identity what a checkpoint must agree in to be continued from; its kind names the job and its folder
 * @param configurationDigest of all settings of the job: noted in checkpoints, so that a change shows
 * @param decay parameters that weight decay applies to
 * @param runFolder the run's folder: has {@code checkpoints/KIND} and {@code metrics/KIND.jsonl}
 * @param threads workers of a rank, from 1; the result does not depend on it
 */
public record TrainingJob(
        RunIdentity identity,
        TrainingConfig config,
        String configurationDigest,
        DecayRanges decay,
        Folder runFolder,
        int threads)
        implements Serializable {
    /** The job's name in logs: the kind of model it trains. */
    public String name() {
        return identity.kind();
    }

    /** Where the job's checkpoints are kept. */
    public Checkpoints checkpoints() {
        return new Checkpoints(runFolder.folder("checkpoints").folder(name()));
    }
}
