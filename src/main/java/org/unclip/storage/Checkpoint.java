package org.unclip.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.unclip.config.UserError;

/** A whole checkpoint in storage: its manifest, and its vectors on demand. Immutable. */
public final class Checkpoint {
    static final String MANIFEST = "manifest.json";

    private final Folder folder;
    private final CheckpointManifest manifest;

    private Checkpoint(Folder folder, CheckpointManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    static Checkpoint open(Folder folder) {
        return new Checkpoint(
                folder, Json.read(folder, MANIFEST, CheckpointManifest.SCHEMA_VERSION, CheckpointManifest.class));
    }

    /** What was written last. */
    public CheckpointManifest manifest() {
        return manifest;
    }

    /**
     * Refuses to continue from this checkpoint as another run.
     *
     * @param streamCursors where this run's streams stand at the checkpoint's step
     * @throws UserError naming the first difference with both values
     */
    public void requireSame(RunIdentity run, List<Long> streamCursors) {
        manifest.run().requireContinuedBy(run, folder.toString());
        if (!manifest.streamCursors().equals(streamCursors)) {
            throw RunIdentity.refusal(
                    folder.toString(),
                    "%d examples done in stream 0, but training.batchSize of this run makes that %d"
                            .formatted(manifest.streamCursors().get(0), streamCursors.get(0)));
        }
    }

    /**
     * The averaged weights, as a release has them.
     *
     * @param layout of the model that the caller built from its settings
     * @throws UserError if the checkpoint holds another layout, or is damaged
     */
    public float[] averaged(StoredLayout layout) {
        manifest.run().layout().differenceTo(layout).ifPresent(difference -> {
            throw UserError.fatal(
                    "Checkpoint %s was written with %s: give the settings of its run.".formatted(folder, difference));
        });
        return averaged();
    }

    /**
     * Fills the arrays of a slice, whatever slices the checkpoint was written in.
     *
     * @throws UserError if a file it needs is missing, cut short or does not match its checksum
     */
    public void read(Slice into) {
        manifest.slices().stream()
                .filter(file -> file.from() < into.end() && into.from() < file.end())
                .forEach(file -> read(file, into));
    }

    /** The whole vector of averaged parameters. */
    public float[] averaged() {
        float[] averaged = new float[Math.toIntExact(manifest.run().layout().size())];
        for (SliceFile file : manifest.slices()) {
            float[] ignored = new float[file.length()];
            float[] ema = new float[file.length()];
            read(new Slice(file.from(), List.of(ignored, ignored, ignored, ema)));
            System.arraycopy(ema, 0, averaged, (int) file.from(), ema.length);
        }
        return averaged;
    }

    /**
     * SHA-256 of parameters, both moments and the average, in hexadecimal digits: the same for the same bits, whatever
     * slices they were written in.
     */
    public String digest() {
        int length = Math.toIntExact(manifest.run().layout().size());
        Slice whole = new Slice(
                0, Stream.generate(() -> new float[length]).limit(Slice.VECTORS).toList());
        read(whole);
        MessageDigest sha = Sha256.digest();
        FloatFile floats = new FloatFile();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
            for (float[] vector : whole.vectors()) {
                floats.write(vector, out);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is written
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private void read(SliceFile file, Slice into) {
        int before = (int) Math.max(0, into.from() - file.from());
        int at = (int) Math.max(0, file.from() - into.from());
        int length = Math.min(file.length() - before, into.length() - at);
        FloatFile floats = new FloatFile();
        try (InputStream in = folder.open(file.file())) {
            for (float[] vector : into.vectors()) {
                floats.read(in, before, vector, at, length, file.length() - before - length);
            }
            floats.requireEnd(in, file.crc32c(), folder.path(file.file()));
        } catch (EOFException e) {
            throw StorageFault.damaged(folder.path(file.file()), e.getMessage());
        } catch (IOException e) {
            throw StorageFault.reading(folder.path(file.file()), e);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
