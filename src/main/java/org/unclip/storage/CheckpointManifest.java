package org.unclip.storage;

import java.util.List;

/**
 * What makes a folder a checkpoint: written last, as {@code manifest.json}.
 *
 * @param schemaVersion of this record and the files, {@link #SCHEMA_VERSION}
 * @param step steps done
 * @param streamCursors examples that each of the micro-batch streams has delivered
 * @param validationLoss of the averaged weights at this step; {@code null} if not measured
 * @param configurationDigest of the settings that the run was last started with
 * @param push how ranks send gradients; unless this is {@code exact}, the bits depend on the number of ranks
 * @param slices files that together are the whole of each vector, without gaps or overlaps
 */
public record CheckpointManifest(
        int schemaVersion,
        RunIdentity run,
        long step,
        List<Long> streamCursors,
        Double validationLoss,
        String configurationDigest,
        String push,
        List<SliceFile> slices) {
    /** What this version of Unclip writes and reads. */
    public static final int SCHEMA_VERSION = 2;

    /** Throws {@link IllegalArgumentException} if the slices are not the whole layout. */
    public CheckpointManifest {
        streamCursors = List.copyOf(streamCursors);
        slices = List.copyOf(slices);
        long end = 0;
        for (SliceFile slice : slices) {
            if (slice.from() != end) {
                throw new IllegalArgumentException("%s should begin at %d".formatted(slice, end));
            }
            end = slice.end();
        }
        if (end != run.layout().size()) {
            throw new IllegalArgumentException(
                    "slices end at %d of %d".formatted(end, run.layout().size()));
        }
    }
}
