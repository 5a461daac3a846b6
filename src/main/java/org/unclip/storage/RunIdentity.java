package org.unclip.storage;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.config.UserError;

/**
 * What must be the same for a training run to continue from a checkpoint bit for bit.
 *
 * @param kind the model trained: {@code clip}, {@code prior}, {@code unet-STAGE}
 * @param microBatches micro-batches a step (M)
 * @param seed the run's seed
 * @param objective what the weights learn beyond their layout, by setting, such as the noise schedule; empty for a CLIP
 * @param clipFingerprint the frozen CLIP that the data was embedded with; empty where there is none
 * @param base fingerprint of the released model whose weights it began with; empty for weights at random
 * @param tableVersions the pinned version of each table that is read
 */
public record RunIdentity(
        String kind,
        StoredLayout layout,
        int microBatches,
        long seed,
        Map<String, String> objective,
        String clipFingerprint,
        String base,
        Map<String, Long> tableVersions)
        implements Serializable {
    /** Keeps its own copies of the maps. Checkpoints of older versions name neither objective nor base. */
    public RunIdentity {
        objective = objective == null ? Map.of() : Map.copyOf(objective);
        base = base == null ? "" : base;
        tableVersions = Map.copyOf(tableVersions);
    }

    /** A run that begins with weights at random, whose objective is in no setting. */
    public RunIdentity(
            String kind,
            StoredLayout layout,
            int microBatches,
            long seed,
            String clipFingerprint,
            Map<String, Long> tableVersions) {
        this(kind, layout, microBatches, seed, Map.of(), clipFingerprint, "", tableVersions);
    }

    /**
     * Refuses to continue this run, which a checkpoint holds, as another.
     *
     * @param where the checkpoint, for the message
     * @throws UserError naming the first difference with both values
     */
    void requireContinuedBy(RunIdentity wanted, String where) {
        require(where, "model kind", kind, wanted.kind);
        layout.differenceTo(wanted.layout).ifPresent(difference -> {
            throw refusal(where, difference);
        });
        require(where, "training.microBatches", microBatches, wanted.microBatches);
        require(where, "run.seed", seed, wanted.seed);
        require(where, "objective", new TreeMap<>(objective), new TreeMap<>(wanted.objective));
        require(where, "CLIP fingerprint", clipFingerprint, wanted.clipFingerprint);
        require(where, "base release", base, wanted.base);
        require(where, "table versions", new TreeMap<>(tableVersions), new TreeMap<>(wanted.tableVersions));
    }

    private static void require(String where, String what, Object stored, Object wanted) {
        if (!stored.equals(wanted)) {
            throw refusal(where, "%s %s, but this run has %s".formatted(what, stored, wanted));
        }
    }

    static UserError refusal(String where, String difference) {
        return UserError.fatal("Checkpoint %s was written with %s: restore that, or begin anew in another run.dir."
                .formatted(where, difference));
    }
}
