package org.unclip.data.layout;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.unclip.config.UserError;
import org.unclip.data.Split;

/**
 * Lists of the pictures of each split, a file name a line, such as {@code Flickr_8k.trainImages.txt}: the split is in the
 * list's own name. The ending {@code .jpg} may be left out, as the lists of Flickr30k Entities do.
 */
final class SplitLists {
    private static final String SETTING = "data.splits";
    private static final String ENDING = ".jpg";

    private final StoredFiles storage;
    private final Map<String, Path> listedIn = new HashMap<>();

    private SplitLists(StoredFiles storage) {
        this.storage = storage;
    }

    /**
     * Assigns each picture to the split whose list names it. A name that no captions file had is a picture without
     * captions; a picture that no list names is {@link Split#UNLISTED}.
     *
     * @param pattern of the lists
     * @throws UserError if a list's name says no split, or a picture is in two lists
     */
    static void assign(StoredFiles storage, String pattern, FoundCaptions found) {
        SplitLists lists = new SplitLists(storage);
        for (Path list : storage.matching(pattern, SETTING)) {
            Split split = SplitNames.in(list.getName())
                    .orElseThrow(() -> UserError.of(
                            SETTING,
                            list.getName(),
                            "a name with one of the words train, dev or val, test",
                            "rename the list or narrow the pattern"));
            lists.read(list, split, found);
        }
        found.assignOthers(Split.UNLISTED);
    }

    private void read(Path list, Split split, FoundCaptions found) {
        storage.reading(list, in -> {
            TextLines lines = new TextLines(in);
            for (Optional<TextLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                read(line.get(), list, split, found);
            }
        });
    }

    private void read(TextLines.Line line, Path list, Split split, FoundCaptions found) {
        try {
            String name = line.text().strip();
            if (!name.isEmpty()) {
                requireListedOnce(name, list);
                found.assign(found.has(name) || !found.has(name + ENDING) ? name : name + ENDING, split);
            }
        } catch (UnusableTextException e) {
            found.reject(list.getName(), line.number(), e);
        }
    }

    private void requireListedOnce(String name, Path list) {
        Path other = listedIn.putIfAbsent(name, list);
        if (other != null && !other.equals(list)) {
            throw UserError.fatal("%s is listed in %s and in %s, but can be in one split only: take it out of one list."
                    .formatted(name, other, list));
        }
    }
}
