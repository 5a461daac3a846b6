package org.unclip.job;

import org.unclip.clip.ClipModel;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/**
 * The frozen CLIP of this process: its weights are read and held once, however many tasks embed with it. Any thread.
 */
final class SharedClip {
    private static ClipModel model;

    private SharedClip() {}

    /**
     * One for the calling thread, to be closed by it.
     *
     * @throws UserError if the folder holds one of another fingerprint
     */
    static synchronized ClipModel open(Folder folder, String fingerprint) {
        if (model == null || !model.fingerprint().equals(fingerprint)) {
            model = ClipModel.open(folder);
        }
        if (!model.fingerprint().equals(fingerprint)) {
            throw UserError.retry(
                    "The CLIP in %s was replaced while it was embedded with: run embed again.".formatted(folder), null);
        }
        return model.twin();
    }

    /** Forgets the weights, which are freed once no task has them. In an executor that is left to its end. */
    static synchronized void release() {
        model = null;
    }
}
