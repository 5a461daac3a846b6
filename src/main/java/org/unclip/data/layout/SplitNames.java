package org.unclip.data.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.unclip.data.Split;

/** Splits by the words that file names have for them. */
final class SplitNames {
    private SplitNames() {}

    /** The split that a file's name speaks of (train; dev or val; test), if it is one and no more. */
    static Optional<Split> in(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        List<Split> spoken = new ArrayList<>();
        if (name.contains("train")) {
            spoken.add(Split.TRAIN);
        }
        if (name.contains("dev") || name.contains("val")) {
            spoken.add(Split.VALIDATION);
        }
        if (name.contains("test")) {
            spoken.add(Split.TEST);
        }
        return spoken.size() == 1 ? Optional.of(spoken.get(0)) : Optional.empty();
    }
}
