package org.unclip.job;

import org.unclip.storage.Folder;

/** Where a run keeps what. */
record RunFolder(String dir) {

    Folder root() {
        return Folder.at(dir);
    }

    String pairs() {
        return dir + "/tables/pairs";
    }

    String embeddings() {
        return dir + "/tables/embeddings";
    }

    String rejected() {
        return dir + "/tables/rejected";
    }

    /** What {@code generate} reads. */
    Folder model() {
        return root().folder("model");
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
    String shards(String job) {
        return dir + "/shards/" + job;
    }

    Folder samples() {
        return root().folder("samples");
    }
}
