package org.unclip.clip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.unclip.config.UserError;

/**
 * Hugging Face's one-file form of a byte-pair vocabulary, {@code tokenizer.json}, as the two files that
 * {@link VocabularyFiles} reads.
 *
 * @param vocabulary content of {@code vocab.json}
 * @param merges content of {@code merges.txt}
 */
record TokenizerJson(String vocabulary, String merges) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Throws {@link UserError} for what is no byte-pair vocabulary with CLIP's mark of a word's end. */
    static TokenizerJson read(String json) {
        JsonNode tokenizer = HuggingFaceConfig.object("tokenizer.json", json);
        JsonNode model = tokenizer.path("model");
        require("type", model, "BPE");
        require("end_of_word_suffix", model, BytePairTokenizer.WORD_END);
        ObjectNode vocabulary = JSON.createObjectNode();
        model.path("vocab").fields().forEachRemaining(token -> vocabulary.set(token.getKey(), token.getValue()));
        tokenizer
                .path("added_tokens")
                .forEach(token -> vocabulary.set(token.path("content").asText(), token.path("id")));
        String merges = StreamSupport.stream(model.path("merges").spliterator(), false)
                .map(TokenizerJson::line)
                .collect(Collectors.joining("\n"));
        return new TokenizerJson(vocabulary.toString(), merges);
    }

    private static void require(String key, JsonNode model, String value) {
        if (!model.path(key).asText().equals(value)) {
            throw UserError.of(
                    "model." + key + " in tokenizer.json",
                    model.path(key).asText(),
                    '"' + value + '"',
                    "take the tokenizer of a CLIP");
        }
    }

    /** A merge is a text with a blank in older files, a pair of texts in newer ones. */
    private static String line(JsonNode merge) {
        if (merge.isTextual()) {
            return merge.asText();
        }
        List<String> tokens = new ArrayList<>();
        merge.forEach(token -> tokens.add(token.asText()));
        return String.join(" ", tokens);
    }
}
