package org.unclip.storage;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The checkpoints of one training job: a folder {@code step-N} each, with one file a slice and then the manifest.
 *
 * <p>Only the manifest makes a folder a checkpoint, so whatever is killed or fails before leaves the former ones as
 * they were. Each owner of a slice may write its own at the same time as the others; one caller commits.
 */
public final class Checkpoints {
    private static final String PREFIX = "step-";

    private final Folder folder;

    /** The checkpoints in this folder, which need not exist yet. */
    public Checkpoints(Folder folder) {
        this.folder = folder;
    }

    /**
     * Writes one of the slices of a step.
     *
     * @param number the slice's number from 0
     * @param attempt names the attempt at the training that writes it, so that writers of another, who may still live,
     *     write other files
     * @return the entry for the manifest
     */
    public SliceFile writeSlice(long step, int number, String attempt, Slice slice) {
        String name = "slice-%05d-%s.bin".formatted(number, attempt);
        FloatFile floats = new FloatFile();
        ofStep(step).write(name, out -> {
            for (float[] vector : slice.vectors()) {
                floats.write(vector, out);
            }
        });
        return new SliceFile(name, slice.from(), slice.length(), floats.crc32c());
    }

    /**
     * Makes the written slices a checkpoint, and clears away what killed writers of the same step left. Slices of other
     * attempts stay until the folder goes: another driver of the same run, which is still alive, may have named them.
     */
    public void commit(CheckpointManifest manifest) {
        Folder step = ofStep(manifest.step());
        Json.write(step, Checkpoint.MANIFEST, manifest);
        step.names().stream().filter(WholeFile::isPart).forEach(step::delete);
    }

    /**
     * The checkpoint of a step.
     *
     * @throws org.unclip.config.UserError if there is none
     */
    public Checkpoint of(long step) {
        return Checkpoint.open(ofStep(step));
    }

    /** The checkpoint of the most steps; folders without a manifest do not count. */
    public Optional<Checkpoint> latest() {
        return whole().stream().map(this::of).findFirst();
    }

    /** The checkpoint of the lowest validation loss, the latest of equals; empty if none was measured. */
    public Optional<Checkpoint> best() {
        return whole().stream()
                .map(this::of)
                .filter(checkpoint -> checkpoint.manifest().validationLoss() != null)
                .min(Comparator.comparingDouble(
                        checkpoint -> checkpoint.manifest().validationLoss()));
    }

    /** Deletes all but the latest {@code last} checkpoints and the best, and what killed runs left before them. */
    public void retain(int last) {
        List<Long> whole = whole();
        if (whole.isEmpty()) {
            return;
        }
        Set<Long> kept = new HashSet<>(whole.subList(0, Math.min(last, whole.size())));
        best().ifPresent(best -> kept.add(best.manifest().step()));
        for (long step : steps()) {
            if (step < whole.get(0) && !kept.contains(step)) {
                ofStep(step).delete(Checkpoint.MANIFEST); // first, so that no half-deleted folder counts
                folder.delete(name(step));
            }
        }
    }

    /** The steps of all checkpoints, latest first; folders without a manifest do not count. */
    public List<Long> whole() {
        return steps().stream()
                .filter(step -> ofStep(step).has(Checkpoint.MANIFEST))
                .toList();
    }

    /** Steps that have a folder, latest first. */
    private List<Long> steps() {
        return folder.names().stream()
                .filter(name -> name.matches(PREFIX + "\\d+"))
                .map(name -> Long.parseLong(name.substring(PREFIX.length())))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private Folder ofStep(long step) {
        return folder.folder(name(step));
    }

    private static String name(long step) {
        return "%s%09d".formatted(PREFIX, step);
    }
}
