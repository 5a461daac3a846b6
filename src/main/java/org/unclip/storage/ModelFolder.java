package org.unclip.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.unclip.config.UserError;

/**
 * A released model in storage: its averaged weights and the files it needs beside them, and {@code model.json}.
 *
 * <p>The files lie in a folder named after the model's fingerprint, and {@code model.json}, written last, names it: so
 * a release that replaces another one does so whole or not at all. Immutable.
 */
public final class ModelFolder {
    /** What this version of Unclip writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights.bin";
    private static final int SHORT_FINGERPRINT = 16;

    private record Description(
            int schemaVersion,
            String fingerprint,
            ModelCard model,
            long weightsCrc32c,
            Map<String, Long> fileCrc32cs) {}

    private final Folder folder;
    private final Description description;

    private ModelFolder(Folder folder, Description description) {
        this.folder = folder;
        this.description = description;
    }

    /**
     * Releases a model into a folder, over what may be there.
     *
     * @param parameters the flat vector, of the card's layout
     * @param files small files that belong to the model, such as a vocabulary, by name
     */
    public static ModelFolder write(Folder folder, ModelCard card, float[] parameters, Map<String, byte[]> files) {
        if (parameters.length != card.layout().size()) {
            throw new IllegalStateException("%d parameters for a layout of %d"
                    .formatted(parameters.length, card.layout().size()));
        }
        SortedMap<String, byte[]> sorted = new TreeMap<>(files);
        String fingerprint = fingerprint(card, parameters, sorted);
        Folder content = content(folder, fingerprint);
        sorted.forEach((name, bytes) -> content.write(name, out -> out.write(bytes)));
        FloatFile floats = new FloatFile();
        content.write(WEIGHTS, out -> floats.write(parameters, out));
        SortedMap<String, Long> crcs = new TreeMap<>();
        sorted.forEach((name, bytes) -> crcs.put(name, crc32c(bytes)));
        Description description = new Description(SCHEMA_VERSION, fingerprint, card, floats.crc32c(), crcs);
        Json.write(folder, DESCRIPTION, description);
        ModelFolder model = new ModelFolder(folder, description);
        model.deleteFormer();
        return model;
    }

    /** Copies the model in a folder to another one, checking it on the way; nothing happens if it is there. */
    public static void copy(Folder from, Folder to) {
        ModelFolder model = open(from);
        if (!isIn(to) || !open(to).fingerprint().equals(model.fingerprint())) {
            write(to, model.card(), model.parameters(model.card().layout()), model.files());
        }
    }

    /**
     * Opens the model in a folder.
     *
     * @throws UserError if there is none, or one of another schema version or kind
     */
    public static ModelFolder open(Folder folder, String kind) {
        ModelFolder model = open(folder);
        if (!model.card().kind().equals(kind)) {
            throw UserError.of(folder + "/" + DESCRIPTION, model.card().kind(), kind, "name that model's folder");
        }
        return model;
    }

    /**
     * Opens the model in a folder, of whatever kind.
     *
     * @throws UserError if there is none, or one of another schema version
     */
    public static ModelFolder open(Folder folder) {
        return new ModelFolder(folder, Json.read(folder, DESCRIPTION, SCHEMA_VERSION, Description.class));
    }

    /** Whether a model was released into a folder. */
    public static boolean isIn(Folder folder) {
        return folder.has(DESCRIPTION);
    }

    /** Where it lies. */
    public Folder folder() {
        return folder;
    }

    /** What is said about the model. */
    public ModelCard card() {
        return description.model();
    }

    /** Identifies the model: SHA-256 over kind, configuration, weights and files, 64 hexadecimal digits. */
    public String fingerprint() {
        return description.fingerprint();
    }

    /**
     * The averaged weights.
     *
     * @param layout of the model that the caller built from the card's configuration
     * @throws UserError if the file is missing or damaged or holds another layout
     */
    public float[] parameters(StoredLayout layout) {
        card().layout().differenceTo(layout).ifPresent(difference -> {
            throw UserError.fatal("%s was written with %s: use the Unclip that wrote it, or train again."
                    .formatted(folder, difference));
        });
        Folder content = content(folder, fingerprint());
        float[] parameters = new float[Math.toIntExact(layout.size())];
        FloatFile floats = new FloatFile();
        try (InputStream in = content.open(WEIGHTS)) {
            floats.read(in, 0, parameters, 0, parameters.length, 0);
            floats.requireEnd(in, description.weightsCrc32c(), content.path(WEIGHTS));
        } catch (EOFException e) {
            throw StorageFault.damaged(content.path(WEIGHTS), e.getMessage());
        } catch (IOException e) {
            throw StorageFault.reading(content.path(WEIGHTS), e);
        }
        return parameters;
    }

    /** All files that were released with the weights, by name. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        description.fileCrc32cs().keySet().forEach(name -> files.put(name, file(name)));
        return files;
    }

    /**
     * A file that was released with the weights.
     *
     * @throws UserError if it is missing or damaged
     */
    public byte[] file(String name) {
        if (!description.fileCrc32cs().containsKey(name)) {
            throw UserError.fatal(
                    "%s was written without %s: use the Unclip that wrote it, or train again.".formatted(folder, name));
        }
        Folder content = content(folder, fingerprint());
        byte[] bytes = content.read(name);
        if (!Long.valueOf(crc32c(bytes)).equals(description.fileCrc32cs().get(name))) {
            throw StorageFault.damaged(content.path(name), "its CRC32C is not the one in " + DESCRIPTION);
        }
        return bytes;
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private static long crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return crc.getValue();
    }

    private void deleteFormer() {
        String current = fingerprint().substring(0, SHORT_FINGERPRINT);
        folder.names().stream()
                .filter(name -> name.matches("[0-9a-f]{" + SHORT_FINGERPRINT + "}") && !name.equals(current))
                .forEach(folder::delete);
    }

    private static Folder content(Folder folder, String fingerprint) {
        return folder.folder(fingerprint.substring(0, SHORT_FINGERPRINT));
    }

    private static String fingerprint(ModelCard card, float[] parameters, SortedMap<String, byte[]> files) {
        try {
            MessageDigest sha = Sha256.digest();
            sha.update((card.kind() + "\n" + card.configuration() + "\n").getBytes(StandardCharsets.UTF_8));
            new FloatFile().write(parameters, new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            files.forEach((name, bytes) -> {
                sha.update((name + "\n").getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is written
        }
    }
}
