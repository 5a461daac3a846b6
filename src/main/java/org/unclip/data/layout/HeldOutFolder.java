package org.unclip.data.layout;

import java.util.Set;
import java.util.function.Predicate;
import org.unclip.data.Split;

/**
 * The subfolder {@code validation} of a data set, whose pairs are the held-out ones, and no others are.
 *
 * @param exists whether the data set has one; else the keys decide
 */
record HeldOutFolder(boolean exists) {
    private static final String BEGINNING = "validation/";

    /** Of files by their names relative to the data set; it exists if one of those that count is in it. */
    static HeldOutFolder of(Set<String> names, Predicate<String> counts) {
        return new HeldOutFolder(names.stream().anyMatch(name -> name.startsWith(BEGINNING) && counts.test(name)));
    }

    /** The word of a file's split, null if the key decides. */
    String splitOf(String name) {
        if (!exists) {
            return null;
        }
        return (name.startsWith(BEGINNING) ? Split.VALIDATION : Split.TRAIN).word();
    }
}
