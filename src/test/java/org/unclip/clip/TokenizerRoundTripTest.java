package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;

/**
 * For any text: what was encoded decodes to the text in NFC and lower case but for its blanks, with a question mark for half
 * a surrogate pair; and what was decoded encodes to the same ids. Both are as in the reference, and so are the exceptions: a
 * text that spells {@code <|endoftext|>} ends there, and an İ before another mark has its marks in no normal order once it is
 * in lower case, so that its ids change when they are encoded again.
 */
class TokenizerRoundTripTest {
    private static final int CONTEXT = 77;
    private static final int TEXTS = 5_000;

    /** First and last character of what a text is made of; chosen from in equal shares. */
    private static final List<int[]> RANGES = List.of(
            new int[] {'a', 'z'},
            new int[] {' ', '~'},
            new int[] {0, 0xff}, // control characters among them
            new int[] {0x100, 0x24f},
            new int[] {0x300, 0x36f}, // combining marks
            new int[] {0x370, 0x3ff}, // a sigma, whose lower case depends on its place
            new int[] {0x1100, 0x11ff}, // parts of Korean syllables
            new int[] {0x1e00, 0x1fff}, // letters with several marks
            new int[] {0x2000, 0x206f}, // blanks and joiners of all kinds
            new int[] {0x2100, 0x218f}, // signs that are letters, and numbers
            new int[] {Character.MIN_SURROGATE, Character.MAX_SURROGATE},
            new int[] {0x1f300, 0x1faff},
            new int[] {0, Character.MAX_CODE_POINT});

    private static final IntPredicate ASSIGNED =
            codePoint -> Character.isDefined(codePoint) && Character.getType(codePoint) != Character.PRIVATE_USE;

    private static final List<String> PIECES =
            List.of("'s", "'LL", "''", "\u0130", "\u1e9e", "\u03a3", "\u01c5", "\r\n", "\ufeff", "12", "</w>", "<|");

    private final BytePairTokenizer trained = BytePairTrainer.train(
            IntStream.range(0, 500).mapToObj(i -> text(KeyedRandom.of(1, "caption", i))),
            new TokenizerConfig(2000, CONTEXT));

    @Test
    void anyTextComesBackFromTrainedVocabulary() {
        assertTextsComeBack(trained);
    }

    @Test
    void anyTextComesBackFromOpenAiVocabulary() throws IOException {
        assertTextsComeBack(OpenAiVocabulary.tokenizer(CONTEXT));
    }

    @Test
    void everyCharacterComesBackFromTrainedVocabulary() {
        assertCharactersComeBack(trained);
    }

    @Test
    void everyCharacterComesBackFromOpenAiVocabulary() throws IOException {
        assertCharactersComeBack(OpenAiVocabulary.tokenizer(CONTEXT));
    }

    private static void assertTextsComeBack(BytePairTokenizer tokenizer) {
        int whole = 0;
        for (int i = 0; i < TEXTS; i++) {
            whole += assertComesBack(tokenizer, text(KeyedRandom.of(2, "text", i))) ? 1 : 0;
        }
        assertTrue(whole > TEXTS / 2 && whole < TEXTS, "some must be cut, not most, but " + whole + " were whole");
    }

    private static void assertCharactersComeBack(BytePairTokenizer tokenizer) {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (ASSIGNED.test(codePoint)) {
                assertComesBack(tokenizer, "a" + Character.toString(codePoint) + "A");
            }
        }
    }

    /** Whether all of it fits into the context and stays as it is. */
    private static boolean assertComesBack(BytePairTokenizer tokenizer, String text) {
        int[] ids = tokenizer.tokenize(text);
        String decoded = tokenizer.decode(ids);
        assertEquals(expected(text), decoded.replace(" ", ""), () -> escaped(text));
        if (!Normalizer.isNormalized(decoded, Normalizer.Form.NFC)) {
            assertTrue(text.contains("\u0130") || text.contains("I\u0307"), () -> escaped(text));
            return false;
        }
        assertArrayEquals(ids, tokenizer.tokenize(decoded), () -> escaped(text));
        int[] encoded = tokenizer.encode(text);
        boolean whole = ids.length <= CONTEXT;
        if (whole) {
            assertEquals(decoded, tokenizer.decode(encoded), () -> escaped(text));
            assertArrayEquals(encoded, tokenizer.encode(decoded), () -> escaped(text));
        }
        return whole;
    }

    /** By Java's own means, character by character. */
    private static String expected(String text) {
        StringBuilder expected = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(codePoint -> !isBlank(codePoint))
                .map(codePoint -> Character.getType(codePoint) == Character.SURROGATE ? '?' : codePoint)
                .forEach(expected::appendCodePoint);
        return expected.toString();
    }

    /** Unicode's White_Space. */
    private static boolean isBlank(int codePoint) {
        return Character.isSpaceChar(codePoint) || codePoint >= '\t' && codePoint <= '\r' || codePoint == 0x85;
    }

    private static String text(KeyedRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(RANGES.size() + 1);
            if (kind == RANGES.size()) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            } else {
                int[] range = RANGES.get(kind);
                text.appendCodePoint(range[0] + random.nextInt(range[1] - range[0] + 1));
            }
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
        return escaped.toString();
    }
}
