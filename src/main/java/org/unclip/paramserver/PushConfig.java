package org.unclip.paramserver;

import java.io.Serializable;
import java.util.Locale;

/**
 * How ranks send their gradients to the owners.
 *
 * @param kind as they are, or only what is large
 * @param threshold {@link Kind#THRESHOLD}: values are sent that are at least so many times the root mean square of the
 *     gradient, above 0
 */
public record PushConfig(Kind kind, double threshold) implements Serializable {
    /** What is sent. */
    public enum Kind {
        /** Every value: the result does not depend on the number of ranks. */
        EXACT,
        /** Signs of the large values, see {@link ThresholdCode}: fewer bytes, and another result for each number of ranks. */
        THRESHOLD
    }

    /** Every value. */
    public static final PushConfig EXACT = new PushConfig(Kind.EXACT, 1);

    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public PushConfig {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold must be above 0, got " + threshold);
        }
    }

    /** In words, for checkpoints: {@code exact} or {@code threshold 3.0}. */
    public String words() {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.EXACT ? word : word + " " + threshold;
    }
}
