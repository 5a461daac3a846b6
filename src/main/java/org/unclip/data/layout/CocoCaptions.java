package org.unclip.data.layout;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unclip.config.UserError;
import org.unclip.data.layout.CaptionsJson.ListField;

/**
 * Reads a captions file of MS-COCO as a stream: {@code {"images": [{"id", "file_name"}], "annotations": [{"image_id",
 * "caption"}]}}, in either order, other fields skipped.
 */
final class CocoCaptions {
    private final String file;
    private final Map<Long, String> names = new LinkedHashMap<>();
    private final Map<Long, List<String>> captions = new HashMap<>();

    private CocoCaptions(String file) {
        this.file = file;
    }

    /**
     * Captions by the picture's file name, in the file's order; pictures without captions have none.
     *
     * @param file its name, for errors
     * @throws UserError if it is not such a file, with the place
     */
    static Map<String, List<String>> read(InputStream in, String file) throws IOException {
        CocoCaptions reading = new CocoCaptions(file);
        CaptionsJson.read(in, file, reading::readAll);
        return reading.byName();
    }

    private void readAll(CaptionsJson json) throws IOException {
        json.readLists(
                new ListField("images", image -> names.put(json.number(image, "id"), json.text(image, "file_name"))),
                new ListField("annotations", annotation -> captions.computeIfAbsent(
                                json.number(annotation, "image_id"), id -> new ArrayList<>())
                        .add(json.text(annotation, "caption"))));
    }

    private Map<String, List<String>> byName() {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        names.forEach((id, name) ->
                byName.computeIfAbsent(name, n -> new ArrayList<>()).addAll(captions.getOrDefault(id, List.of())));
        captions.forEach((id, found) -> {
            if (!names.containsKey(id)) {
                throw UserError.fatal("Captions file " + file + " is broken: the caption \"" + found.get(0)
                        + "\" belongs to picture " + id + ", which \"images\" does not list; fetch the file again.");
            }
        });
        return byName;
    }
}
