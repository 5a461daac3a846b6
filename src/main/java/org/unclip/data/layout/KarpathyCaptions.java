package org.unclip.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.unclip.config.UserError;
import org.unclip.data.Split;

/**
 * Reads a {@code dataset.json} of Karpathy's splits as a stream: {@code {"images": [{"filename", "filepath"?, "split",
 * "sentences": [{"raw"}]}]}}, other fields skipped.
 */
final class KarpathyCaptions {
    private final CaptionsJson json;
    private final FoundCaptions into;

    private KarpathyCaptions(CaptionsJson json, FoundCaptions into) {
        this.json = json;
        this.into = into;
    }

    /**
     * Adds what the file says to what was found. Pictures are named by their path where the file has one ({@code
     * val2014/COCO_val2014_000000391895.jpg}). The split {@code restval}, COCO's validation pictures that nobody
     * measures by, is trained on, as is the custom.
     *
     * @param file its name, for errors
     * @throws UserError if it is not such a file, with the place
     */
    static void read(InputStream in, String file, FoundCaptions into) throws IOException {
        CaptionsJson.read(
                in,
                file,
                json -> json.readLists(new CaptionsJson.ListField("images", new KarpathyCaptions(json, into)::add)));
    }

    private void add(JsonNode image) {
        String folder = image.path("filepath").asText("");
        String name = json.text(image, "filename");
        String path = folder.isEmpty() ? name : folder + "/" + name;
        into.add(path, sentences(image));
        into.assign(path, split(json.text(image, "split")));
    }

    private List<String> sentences(JsonNode image) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode sentence : image.path("sentences")) {
            sentences.add(json.text(sentence, "raw"));
        }
        return sentences;
    }

    private Split split(String word) {
        return switch (word) {
            case "train", "restval" -> Split.TRAIN;
            case "val" -> Split.VALIDATION;
            case "test" -> Split.TEST;
            default -> throw json.broken("\"split\" must be train, restval, val or test, but is \"" + word + "\"");
        };
    }
}
