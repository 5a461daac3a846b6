package org.unclip.clip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.unclip.config.UserError;

/** The text forms of a byte-pair vocabulary, {@code merges.txt} and {@code vocab.json}, checked when read. */
final class VocabularyFiles {
    private static final String HEADER = "#version: 0.2";
    private static final String MEND = "take merges.txt and vocab.json from one and the same CLIP model";
    private static final ObjectMapper JSON = new ObjectMapper();

    private VocabularyFiles() {}

    /** Tokens in the order of their ids. */
    static List<String> readVocabulary(String json) {
        Map<String, Integer> idOfToken;
        try {
            idOfToken = JSON.readValue(json, new TypeReference<LinkedHashMap<String, Integer>>() {});
        } catch (JsonProcessingException e) {
            throw UserError.fatal("vocab.json is not a JSON object from token to id: " + MEND + ".", e);
        }
        List<String> tokens = new ArrayList<>(Collections.nCopies(idOfToken.size(), null));
        idOfToken.forEach((token, id) -> {
            if (id == null || id < 0 || id >= tokens.size() || tokens.set(id, token) != null) {
                throw UserError.of(
                        "the id of \"" + token + "\" in vocab.json",
                        id,
                        "a number from 0 to " + (tokens.size() - 1) + " that no other token has",
                        MEND);
            }
        });
        requireFixedTokens(idOfToken);
        return tokens;
    }

    /** Merges in the order of their ranks; a first line that starts with {@code #version} is skipped. */
    static List<Merge> readMerges(String text, List<String> tokens) {
        Map<String, Integer> idOfToken = ids(tokens);
        List<Merge> merges = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isEmpty() && !(number == 1 && line.startsWith("#version"))) {
                merges.add(readMerge(number, line, idOfToken));
            }
        }
        return merges;
    }

    static String writeMerges(List<Merge> merges) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        merges.forEach(merge ->
                text.append(merge.left()).append(' ').append(merge.right()).append('\n'));
        return text.toString();
    }

    static String writeVocabulary(List<String> tokens) {
        try {
            return JSON.writeValueAsString(ids(tokens));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and integers are always JSON", e);
        }
    }

    /** The inverse of a token list, in its order. */
    static Map<String, Integer> ids(List<String> tokens) {
        Map<String, Integer> idOfToken = new LinkedHashMap<>();
        for (String token : tokens) {
            idOfToken.put(token, idOfToken.size());
        }
        return idOfToken;
    }

    /** The 512 tokens that stand first in CLIP's numbering: every byte, then every byte that ends a word. */
    static Stream<String> byteTokens() {
        return Stream.of("", BytePairTokenizer.WORD_END)
                .flatMap(suffix -> ByteAlphabet.SYMBOLS.chars().mapToObj(symbol -> (char) symbol + suffix));
    }

    private static Merge readMerge(int number, String line, Map<String, Integer> idOfToken) {
        String[] pair = line.split(" ", -1);
        if (pair.length != 2) {
            throw UserError.of("line " + number + " of merges.txt", line, "two tokens with one blank between", MEND);
        }
        Merge merge = new Merge(pair[0], pair[1]);
        for (String token : List.of(merge.left(), merge.right(), merge.merged())) {
            if (!idOfToken.containsKey(token)) {
                throw UserError.of("line " + number + " of merges.txt", line, "made of tokens in vocab.json", MEND);
            }
        }
        return merge;
    }

    private static void requireFixedTokens(Map<String, Integer> idOfToken) {
        Stream.concat(byteTokens(), Stream.of(BytePairTokenizer.START, BytePairTokenizer.END))
                .filter(token -> !idOfToken.containsKey(token))
                .findFirst()
                .ifPresent(token -> {
                    throw UserError.fatal("vocab.json has no token \"" + token + "\", but every byte, start and end"
                            + " need one: " + MEND + ".");
                });
    }
}
