package org.unclip.job;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A caption, and how near it is to what was searched with. The nearest comes first, of equally near ones the first by its
 * letters.
 *
 * @param cosine of the two embeddings
 */
public record CaptionCosine(String caption, double cosine) implements Comparable<CaptionCosine>, Serializable {
    private static final Comparator<CaptionCosine> NEAREST_FIRST =
            Comparator.comparingDouble(CaptionCosine::cosine).reversed().thenComparing(CaptionCosine::caption);

    @Override
    public int compareTo(CaptionCosine other) {
        return NEAREST_FIRST.compare(this, other);
    }
}
