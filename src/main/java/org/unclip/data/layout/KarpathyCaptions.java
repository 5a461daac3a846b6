package org.unclip.data.layout;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonParser parser;
    private final String file;
    private final FoundCaptions into;

    private KarpathyCaptions(JsonParser parser, String file, FoundCaptions into) {
        this.parser = parser;
        this.file = file;
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
        try (JsonParser parser = JSON.createParser(in)) {
            new KarpathyCaptions(parser, file, into).readAll();
        } catch (JsonProcessingException e) {
            throw JsonFault.at(file, e.getLocation(), e.getOriginalMessage());
        }
    }

    private void readAll() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the captions file");
        boolean images = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean ours = parser.currentName().equals("images");
            JsonToken value = parser.nextToken();
            if (ours) {
                images = true;
                expect(value, JsonToken.START_ARRAY, "\"images\"");
                readImages();
            } else {
                parser.skipChildren();
            }
        }
        if (!images) {
            throw broken("there is no \"images\"");
        }
    }

    private void readImages() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode image = JSON.readTree(parser);
            String folder = image.path("filepath").asText("");
            String name = text(image, "filename");
            String path = folder.isEmpty() ? name : folder + "/" + name;
            into.add(path, sentences(image));
            into.assign(path, split(text(image, "split")));
        }
    }

    private List<String> sentences(JsonNode image) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode sentence : image.path("sentences")) {
            sentences.add(text(sentence, "raw"));
        }
        return sentences;
    }

    private Split split(String word) {
        return switch (word) {
            case "train", "restval" -> Split.TRAIN;
            case "val" -> Split.VALIDATION;
            case "test" -> Split.TEST;
            default -> throw broken("\"split\" must be train, restval, val or test, but is \"" + word + "\"");
        };
    }

    private String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw broken("\"" + field + "\" must be a text");
        }
        return value.textValue();
    }

    private void expect(JsonToken found, JsonToken expected, String what) {
        if (found != expected) {
            throw broken(what + " must begin with " + expected.asString());
        }
    }

    private UserError broken(String fault) {
        return JsonFault.at(file, parser.getCurrentLocation(), fault);
    }
}
