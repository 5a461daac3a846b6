package org.unclip.job;

import java.nio.charset.StandardCharsets;
import org.unclip.storage.Folder;

/**
 * A note in a folder of what its content was made from, so that it is made again when that has changed, or when a
 * former making was killed.
 *
 * @param folder that has the content
 * @param digest of all that the content depends on
 */
record MadeFrom(Folder folder, String digest) {
    private static final String NOTE = "made-from.sha256";

    /** Whether the content is there, whole, and made from this. */
    boolean holds() {
        return folder.has(NOTE) && new String(folder.read(NOTE), StandardCharsets.UTF_8).equals(digest);
    }

    /** Makes the content, and notes it last. */
    void make(Runnable work) {
        folder.delete(NOTE);
        work.run();
        folder.write(NOTE, out -> out.write(digest.getBytes(StandardCharsets.UTF_8)));
    }
}
