package org.unclip.storage;

import java.io.InputStream;
import org.unclip.config.UserError;

/**
 * A single file that a user named, on any Hadoop file system.
 *
 * @param folder that it lies in
 * @param name in the folder
 */
public record StoredFile(Folder folder, String name) {

    /** A file by path or URI; throws {@link UserError} for what is none. */
    public static StoredFile at(String location) {
        if (location.isBlank() || location.endsWith("/")) {
            throw UserError.of("the file's name", location, "a path or URI of a file", "write its folder and its name");
        }
        int slash = location.lastIndexOf('/');
        String folder = slash < 0 ? "." : location.substring(0, Math.max(1, slash));
        return new StoredFile(Folder.at(folder), location.substring(slash + 1));
    }

    /** Opens it for reading from the beginning. */
    public InputStream open() {
        return folder.open(name);
    }

    /** Writes or replaces it, whole or not at all. */
    public void write(WholeFile.Writer writer) {
        folder.write(name, writer);
    }

    @Override
    public String toString() {
        return StorageFault.shown(folder.path(name));
    }
}
