package org.unclip.clip;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** OpenAI's vocabulary and the reference tokenizer's vectors, from the shared test data where they are. */
final class OpenAiVocabulary {
    private static final Path FOLDER = Path.of("../shared/data/clip");

    private OpenAiVocabulary() {}

    static BytePairTokenizer tokenizer(int contextLength) throws IOException {
        return BytePairTokenizer.parse(text("merges.txt"), text("vocab.json"), contextLength);
    }

    static JsonNode vectors() throws IOException {
        return new ObjectMapper().readTree(text("tokenizer_vectors.json"));
    }

    static String text(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        assumeTrue(
                Files.exists(file), () -> "skipped: no " + file + " (OpenAI's vocabulary is not part of the project)");
        return Files.readString(file);
    }
}
