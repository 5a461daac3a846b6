package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.unclip.config.UserError;

class VocabularyFilesTest {
    private static final String MEND = "take merges.txt and vocab.json from one and the same CLIP model.";

    private final BytePairTokenizer tokenizer =
            BytePairTrainer.train(Stream.of("a \"quoted\" é 🙂 \\ 🙂 é"), new TokenizerConfig(520, 16));

    @Test
    void aTrainedVocabularyReadsBackEqual() {
        BytePairTokenizer read = BytePairTokenizer.parse(tokenizer.mergesText(), tokenizer.vocabularyJson(), 16);
        assertEquals(tokenizer.mergesText(), read.mergesText());
        assertEquals(tokenizer.vocabularyJson(), read.vocabularyJson());
    }

    @Test
    void windowsLineEndsAreRead() {
        String merges = tokenizer.mergesText().replace("\n", "\r\n");
        assertEquals(
                tokenizer.mergesText(),
                BytePairTokenizer.parse(merges, tokenizer.vocabularyJson(), 16).mergesText());
    }

    @Test
    void aBrokenMergeNamesItsLine() {
        assertEquals(
                "line 2 of merges.txt is \"abc\", but must be two tokens with one blank between: " + MEND,
                fault("#version: 0.2\nabc\n", tokenizer.vocabularyJson()));
    }

    @Test
    void aMergeOutsideOfTheVocabularyNamesItsLine() {
        assertEquals(
                "line 1 of merges.txt is \"q q\", but must be made of tokens in vocab.json: " + MEND,
                fault("q q\n", tokenizer.vocabularyJson()));
    }

    @Test
    void aMissingByteIsNamed() {
        assertEquals(
                "vocab.json has no token \"!\", but every byte, start and end need one: " + MEND,
                fault("", "{\"<|startoftext|>\": 0, \"<|endoftext|>\": 1}"));
    }

    @Test
    void idsMustBeDense() {
        assertEquals(
                "the id of \"b\" in vocab.json is 2, but must be a number from 0 to 1 that no other token has: " + MEND,
                fault("", "{\"a\": 0, \"b\": 2}"));
    }

    @Test
    void aFileThatIsNoJsonIsRefused() {
        assertEquals("vocab.json is not a JSON object from token to id: " + MEND, fault("", "{\"a\": "));
    }

    private static String fault(String merges, String vocabulary) {
        return assertThrows(UserError.class, () -> BytePairTokenizer.parse(merges, vocabulary, 16))
                .getMessage();
    }
}
