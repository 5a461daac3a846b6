package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;

class BytePairTokenizerTest {
    private static final int CONTEXT = 12;

    private final BytePairTokenizer tokenizer = BytePairTrainer.train(
            Stream.of(
                    "a red circle",
                    "a red square on a white background",
                    "two red circles, white circle",
                    "redcircles redcircles"),
            new TokenizerConfig(600, CONTEXT));

    @Test
    void agreesWithTheReferenceOnOpenAiVocabulary() throws IOException {
        BytePairTokenizer openAi = OpenAiVocabulary.tokenizer(77);
        assertEquals(49408, openAi.vocabularySize());
        int vectors = 0;
        for (JsonNode vector : OpenAiVocabulary.vectors()) {
            int[] expected = StreamSupport.stream(vector.get("ids").spliterator(), false)
                    .mapToInt(JsonNode::intValue)
                    .toArray();
            assertArrayEquals(
                    expected,
                    openAi.tokenize(vector.get("text").asText()),
                    vector.get("name").asText());
            vectors++;
        }
        assertEquals(18, vectors);
    }

    @Test
    void writesOpenAiVocabularyBackUnchanged() throws IOException {
        BytePairTokenizer openAi = OpenAiVocabulary.tokenizer(77);
        assertEquals(
                OpenAiVocabulary.text("merges.txt").lines().toList(),
                openAi.mergesText().lines().toList());
        BytePairTokenizer again = BytePairTokenizer.parse(openAi.mergesText(), openAi.vocabularyJson(), 77);
        assertArrayEquals(openAi.encode("An otter, 3 hats & tea"), again.encode("An otter, 3 hats & tea"));
    }

    @Test
    void openAiVocabularyCutsTextsAtSeventySevenTokensAndKeepsTheirEnd() throws IOException {
        BytePairTokenizer openAi = OpenAiVocabulary.tokenizer(77);
        for (int words : new int[] {1, 74, 75, 76, 500}) {
            int[] encoded = openAi.encode("dog ".repeat(words));
            int end = Math.min(words + 1, 76);
            assertEquals(77, encoded.length);
            assertEquals(49406, encoded[0]);
            assertEquals(49407, encoded[end]);
            assertEquals("dog ".repeat(end - 1).strip(), openAi.decode(encoded));
            assertTrue(Arrays.stream(encoded, end + 1, 77).allMatch(id -> id == BytePairTokenizer.PADDING));
        }
    }

    @Test
    void halfASurrogatePairBecomesAQuestionMark() {
        assertEquals("a ?", tokenizer.decode(tokenizer.tokenize("a \ud83d")));
    }

    @Test
    void wordsComeBackSeparatedBySingleBlanks() {
        assertEquals(
                "a red circle , 2 7 don 't !", tokenizer.decode(tokenizer.tokenize("  A red\n\tCIRCLE, 27 don't! ")));
    }

    @Test
    void emojiComeBackByTheirBytes() {
        String text = "🧑🏻\u200d🤝\u200d🧑🏻 é 漢字 \u0000";
        assertEquals(text, tokenizer.decode(tokenizer.tokenize(text)));
    }

    @Test
    void aTextIsPaddedBehindItsEnd() {
        int[] encoded = tokenizer.encode("a red circle");
        int[] content = tokenizer.tokenize("a red circle");
        assertEquals(5, content.length);
        assertEquals(tokenizer.startToken(), encoded[0]);
        assertEquals(tokenizer.endToken(), encoded[4]);
        assertArrayEquals(Arrays.copyOf(content, CONTEXT), encoded);
    }

    @Test
    void aLongTextIsCutAndKeepsItsEnd() {
        int[] encoded = tokenizer.encode("red ".repeat(50));
        assertEquals(CONTEXT, encoded.length);
        assertEquals(tokenizer.endToken(), encoded[CONTEXT - 1]);
        assertEquals("red ".repeat(CONTEXT - 2).strip(), tokenizer.decode(encoded));
    }

    @Test
    void anEmptyTextIsStartAndEnd() {
        assertArrayEquals(new int[] {tokenizer.startToken(), tokenizer.endToken()}, tokenizer.tokenize(" \n\u00a0"));
        assertEquals("", tokenizer.decode(tokenizer.encode("")));
    }

    @Test
    void aWordOfAHundredThousandLettersTakesNoSquareOfTime() {
        String word = "redcircle".repeat(11_112);
        assertTimeout(Duration.ofSeconds(5), () -> {
            int[] tokens = tokenizer.tokenize(word);
            assertEquals(word, tokenizer.decode(tokens));
            assertTrue(tokens.length < word.length() / 2, "merges must apply inside of a long word");
        });
    }

    @Test
    void aLongWordMergesLikeTheRuleReadLiterally() {
        for (int i = 0; i < 200; i++) {
            KeyedRandom random = KeyedRandom.of(3, "word", i);
            String word = IntStream.range(0, 1 + random.nextInt(40))
                    .mapToObj(k -> String.valueOf("redcirlwhtaso".charAt(random.nextInt(13))))
                    .collect(Collectors.joining());
            assertEquals(
                    NaiveMerging.tokens(word, tokenizer.mergesText()),
                    Arrays.stream(tokenizer.tokenize(word))
                            .skip(1)
                            .limit(tokenizer.tokenize(word).length - 2L)
                            .mapToObj(id -> NaiveMerging.token(tokenizer, id))
                            .toList());
        }
    }
}
