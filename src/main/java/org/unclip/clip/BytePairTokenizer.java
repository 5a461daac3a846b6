package org.unclip.clip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * CLIP's byte-level byte-pair tokenizer: text to token ids and back.
 *
 * <p>One class for a vocabulary learned from captions ({@link BytePairTrainer}) and for OpenAI's: both are merges by
 * rank and numbered tokens. A word becomes the tokens of its UTF-8 bytes, the last of which carries the suffix
 * {@code </w>}, and then pairs of them are merged; so every text has tokens, and none is unknown. The text forms are
 * those of Hugging Face's {@code merges.txt} and {@code vocab.json}.
 *
 * <p>Radford et al. 2021 (CLIP), section 2.4; Sennrich, Haddow and Birch 2016.
 *
 * <p>Immutable but for a bounded cache of words; any number of threads may use it.
 */
public final class BytePairTokenizer {
    /** Tokens that every vocabulary has: bytes, bytes that end a word, start and end. */
    public static final int MIN_VOCABULARY_SIZE = 2 * ByteAlphabet.SIZE + 2;

    /** What fills an encoded text behind its end; OpenAI's choice, which is also the token of {@code !}. */
    public static final int PADDING = 0;

    static final String START = "<|startoftext|>";
    static final String END = "<|endoftext|>";
    static final String WORD_END = "</w>";

    private static final int MAX_CACHED_WORDS = 1 << 15;
    private static final int MAX_CACHED_WORD_LENGTH = 32;

    private final List<String> tokens;
    private final List<Merge> merges;
    private final int contextLength;
    private final Map<String, Integer> idOfToken;
    private final MergeTable table;
    private final int[] idOfByte = new int[ByteAlphabet.SIZE];
    private final int[] idOfLastByte = new int[ByteAlphabet.SIZE];
    private final Map<String, int[]> cache = new ConcurrentHashMap<>();

    /**
     * A tokenizer over complete parts, as {@link VocabularyFiles} and {@link BytePairTrainer} make them.
     *
     * @param tokens token {@code i} at {@code i}: all bytes' tokens, what the merges make, start and end
     */
    BytePairTokenizer(List<String> tokens, List<Merge> merges, int contextLength) {
        this.tokens = List.copyOf(tokens);
        this.merges = List.copyOf(merges);
        this.contextLength = contextLength;
        this.idOfToken = VocabularyFiles.ids(tokens);
        this.table = new MergeTable(merges, idOfToken);
        for (int value = 0; value < ByteAlphabet.SIZE; value++) {
            String symbol = String.valueOf(ByteAlphabet.symbol((byte) value));
            idOfByte[value] = idOfToken.get(symbol);
            idOfLastByte[value] = idOfToken.get(symbol + WORD_END);
        }
    }

    /**
     * Reads the Hugging Face layout.
     *
     * @param merges content of {@code merges.txt}: one pair a line, lowest rank first
     * @param vocabulary content of {@code vocab.json}: an object from token to id
     * @throws org.unclip.config.UserError if one is malformed or they do not belong together
     */
    public static BytePairTokenizer parse(String merges, String vocabulary, int contextLength) {
        List<String> tokens = VocabularyFiles.readVocabulary(vocabulary);
        return new BytePairTokenizer(tokens, VocabularyFiles.readMerges(merges, tokens), contextLength);
    }

    /** Content of {@code merges.txt}, which {@link #parse} reads. */
    public String mergesText() {
        return VocabularyFiles.writeMerges(merges);
    }

    /** Content of {@code vocab.json}, which {@link #parse} reads. */
    public String vocabularyJson() {
        return VocabularyFiles.writeVocabulary(tokens);
    }

    /** Number of tokens; ids are below it. */
    public int vocabularySize() {
        return tokens.size();
    }

    /** Tokens in an encoded text. */
    public int contextLength() {
        return contextLength;
    }

    /** Id of the token that opens every text. */
    public int startToken() {
        return idOfToken.get(START);
    }

    /** Id of the token that closes every text; the text's embedding is read off at its first place. */
    public int endToken() {
        return idOfToken.get(END);
    }

    /** Start, the text's tokens however many, end. */
    public int[] tokenize(String text) {
        IntStream words = WordSplitter.words(text).stream().flatMapToInt(word -> Arrays.stream(wordTokens(word)));
        return IntStream.concat(IntStream.concat(IntStream.of(startToken()), words), IntStream.of(endToken()))
                .toArray();
    }

    /** Ids {@code [contextLength]}: start, as many of the text's tokens as fit, end, {@link #PADDING}. */
    public int[] encode(String text) {
        int[] all = tokenize(text);
        int[] encoded = Arrays.copyOf(all, contextLength);
        if (all.length > contextLength) {
            encoded[contextLength - 1] = endToken();
        }
        return encoded;
    }

    /**
     * The text of the ids up to the first end token: normalised, one blank between words; bytes cut off in the middle
     * of a character become U+FFFD.
     *
     * @throws IndexOutOfBoundsException if an id is not of this vocabulary
     */
    public String decode(int[] ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id == endToken()) {
                break;
            }
            if (id != startToken()) {
                String token = tokens.get(id);
                boolean endsWord = token.endsWith(WORD_END);
                text.writeBytes(ByteAlphabet.bytes(endsWord ? withoutWordEnd(token) : token));
                text.writeBytes(endsWord ? new byte[] {' '} : new byte[0]);
            }
        }
        String decoded = text.toString(StandardCharsets.UTF_8);
        return decoded.endsWith(" ") ? decoded.substring(0, decoded.length() - 1) : decoded;
    }

    private static String withoutWordEnd(String token) {
        return token.substring(0, token.length() - WORD_END.length());
    }

    private int[] wordTokens(String word) {
        int[] known = cache.get(word);
        if (known != null) {
            return known;
        }
        int[] merged = isSpecial(word) ? new int[] {idOfToken.get(word)} : table.apply(byteTokens(word));
        if (word.length() <= MAX_CACHED_WORD_LENGTH && cache.size() < MAX_CACHED_WORDS) {
            cache.put(word, merged);
        }
        return merged;
    }

    static boolean isSpecial(String word) {
        return word.equals(START) || word.equals(END);
    }

    private int[] byteTokens(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = idOfByte[bytes[i] & 0xff];
        }
        ids[ids.length - 1] = idOfLastByte[bytes[ids.length - 1] & 0xff];
        return ids;
    }
}
