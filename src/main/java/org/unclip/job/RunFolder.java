package org.unclip.job;

import org.unclip.storage.Folder;

/**
 * Where a run keeps its models and what belongs to their trainings.
 *
 * @param root the run's folder
 */
record RunFolder(Folder root) {

    /** What {@code generate} reads. */
    Folder model() {
        return root.folder("model");
    }

    Folder clip() {
        return model().folder("clip");
    }

    Folder prior() {
        return model().folder("prior");
    }

    Folder stage(String name) {
        return model().folder("unet").folder(name);
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
