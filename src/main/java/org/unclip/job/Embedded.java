package org.unclip.job;

import java.util.Map;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipModel;
import org.unclip.data.shard.ExampleSource;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.data.table.RejectedTable;
import org.unclip.storage.RunIdentity;

/**
 * What the prior and the stages train on: the tables at their newest versions or pinned ones, and the CLIP that embedded them.
 *
 * @param run that trains
 * @param clip the frozen CLIP's configuration
 * @param fingerprint the frozen CLIP's
 * @param source the tables
 */
record Embedded(Run run, ClipConfig clip, String fingerprint, ExampleSource source) {

    static Embedded open(Run run) {
        new RunFolder(run.folder()).requireClip();
        try (ClipModel clip = ClipModel.open(new RunFolder(run.folder()).clip())) {
            ExampleSource source = ExampleSource.ofEmbeddings(
                    run.pairs(),
                    run.embeddings(),
                    clip.fingerprint(),
                    RejectedTable.openOrCreate(run.spark(), run.table("rejected")));
            return new Embedded(run, clip.config(), clip.fingerprint(), source);
        }
    }

    int contextLength() {
        return clip.tokenizer().contextLength();
    }

    int textWidth() {
        return clip.text().width();
    }

    /** An example with captions and nothing else yet. */
    ExampleSpec spec() {
        return ExampleSpec.ofCaptions(run.config().data().maxCaptions());
    }

    /** What a training with this section of the configuration rests on; the objective is that of {@link RunIdentity}. */
    ModelTraining.Basis basis(Record section, Map<String, String> objective) {
        return new ModelTraining.Basis(fingerprint, source.tableVersions(), section, objective);
    }
}
