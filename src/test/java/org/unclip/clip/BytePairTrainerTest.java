package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {
    private static final TokenizerConfig CONFIG = new TokenizerConfig(1000, 8);

    @Test
    void mergesByFrequencyThenAlphabet() {
        // three times "a b</w>"; "d e</w>" and "e d</w>" twice each
        BytePairTokenizer tokenizer = BytePairTrainer.train(Stream.of("ed de ab", "ab ab", "ed de"), CONFIG);
        assertEquals(List.of("a b</w>", "d e</w>", "e d</w>"), merges(tokenizer));
        assertArrayEquals(
                new int[] {tokenizer.startToken(), 512, 513, 514, tokenizer.endToken()},
                tokenizer.tokenize("ab de ed"));
    }

    @Test
    void mergesGrowOutOfMerges() {
        BytePairTokenizer tokenizer = BytePairTrainer.train(Stream.of("low low", "lower lower lower"), CONFIG);
        assertEquals(List.of("l o", "e r</w>", "lo w", "low er</w>", "lo w</w>"), merges(tokenizer));
    }

    @Test
    void stopsWhenNoPairOccursTwice() {
        BytePairTokenizer tokenizer = BytePairTrainer.train(Stream.of("xy", "zw"), CONFIG);
        assertEquals(BytePairTokenizer.MIN_VOCABULARY_SIZE, tokenizer.vocabularySize());
        assertEquals(List.of(), merges(tokenizer));
    }

    @Test
    void stopsAtTheWantedSize() {
        BytePairTokenizer tokenizer = BytePairTrainer.train(
                Stream.of("circle circle"), new TokenizerConfig(BytePairTokenizer.MIN_VOCABULARY_SIZE + 2, 8));
        assertEquals(2, merges(tokenizer).size());
        assertEquals(tokenizer.vocabularySize() - 1, tokenizer.endToken());
        assertEquals(tokenizer.vocabularySize() - 2, tokenizer.startToken());
    }

    @Test
    void theOrderOfCaptionsDoesNotMatter() {
        List<String> captions = new ArrayList<>(IntStream.range(0, 300)
                .mapToObj(i -> "a %s circle left of the %d squares".formatted(Integer.toString(i * 7919, 36), i))
                .toList());
        BytePairTokenizer forward = BytePairTrainer.train(captions.stream(), CONFIG);
        Collections.reverse(captions);
        BytePairTokenizer backward = BytePairTrainer.train(captions.stream(), CONFIG);
        assertEquals(forward.mergesText(), backward.mergesText());
        assertEquals(forward.vocabularyJson(), backward.vocabularyJson());
    }

    @Test
    void everyMergeIsUsedWhenTheCaptionsAreEncoded() {
        List<String> captions = List.of("abcabc abcab", "bcabc abc abc", "cabcab bca bca", "aaaa aaaaa aaa");
        BytePairTokenizer tokenizer = BytePairTrainer.train(captions.stream(), CONFIG);
        assertEquals(
                merges(tokenizer).size(), merges(tokenizer).stream().distinct().count());
        captions.forEach(caption -> assertEquals(caption, tokenizer.decode(tokenizer.tokenize(caption))));
        assertTrue(tokenizer.tokenize(captions.get(0)).length <= 5);
    }

    @Test
    void aSizeBelowTheFixedTokensIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> new TokenizerConfig(100, 8))
                .getMessage();
        assertEquals("vocabularySize must be at least 514, as that many tokens are fixed, got 100", message);
    }

    private static List<String> merges(BytePairTokenizer tokenizer) {
        return tokenizer.mergesText().lines().skip(1).toList();
    }
}
