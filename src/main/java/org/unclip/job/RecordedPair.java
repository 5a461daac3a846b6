package org.unclip.job;

import java.util.List;
import org.unclip.data.picture.Picture;
import org.unclip.data.table.Embedding;

/**
 * A picture with its captions and what CLIP says of them.
 *
 * @param captions at least one
 * @param embedding whose entries belong to the captions in their order
 */
public record RecordedPair(String key, Picture picture, List<String> captions, Embedding embedding) {
    public RecordedPair {
        captions = List.copyOf(captions);
    }

    /** The first caption. */
    public String caption() {
        return captions.get(0);
    }

    /** CLIP's of the picture, {@code [D]}. */
    public float[] imageEmbedding() {
        return embedding.imageEmbedding();
    }

    /** CLIP's of the first caption, {@code [D]}. */
    public float[] textEmbedding() {
        return embedding.textEmbeddings().get(0);
    }
}
