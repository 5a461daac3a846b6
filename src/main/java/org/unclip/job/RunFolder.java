package org.unclip.job;

import org.unclip.config.UserError;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;

/**
 * Where a run keeps its models and what belongs to their trainings.
 *
 * @param root the run's folder
 */
record RunFolder(Folder root) {

    /**
     * A cascade's folder, as {@code generate} reads it.
     *
     * @param folder has {@code clip}, {@code prior}, {@code unet/STAGE}
     */
    record Models(Folder folder) {
        Folder clip() {
            return folder.folder("clip");
        }

        Folder prior() {
            return folder.folder("prior");
        }

        Folder stage(String name) {
            return folder.folder("unet").folder(name);
        }
    }

    /** What {@code generate} reads. */
    Folder model() {
        return root.folder("model");
    }

    Models models() {
        return new Models(model());
    }

    Folder clip() {
        return models().clip();
    }

    /** Throws a {@link UserError} that says how to get one, if there is no CLIP. */
    void requireClip() {
        if (!ModelFolder.isIn(clip())) {
            throw UserError.fatal(
                    "There is no CLIP in %s: run train-clip, or import-clip --out %s, or copy another run's model/clip there."
                            .formatted(clip(), clip()));
        }
    }

    Folder prior() {
        return models().prior();
    }

    Folder stage(String name) {
        return models().stage(name);
    }

    /** The example shards of a training. */
    Folder shards(String job) {
        return root.folder("shards").folder(job);
    }

    Folder samples() {
        return root.folder("samples");
    }

    /** The diffusion of one picture. */
    Folder steps() {
        return samples().folder("steps");
    }
}
