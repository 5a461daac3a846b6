package org.unclip.clip;

import java.util.ArrayList;
import java.util.List;

/** The merging rule of byte-pair encoding read literally, for ASCII words: slow and obvious. */
final class NaiveMerging {
    private NaiveMerging() {}

    static List<String> tokens(String word, String merges) {
        List<String> tokens = new ArrayList<>();
        word.chars().forEach(c -> tokens.add(String.valueOf((char) c)));
        tokens.set(tokens.size() - 1, tokens.get(tokens.size() - 1) + "</w>");
        List<String> ranked = merges.lines().skip(1).toList();
        while (true) {
            String best = lowestRanked(tokens, ranked);
            if (best == null) {
                return tokens;
            }
            for (int i = 0; i + 1 < tokens.size(); i++) {
                if ((tokens.get(i) + " " + tokens.get(i + 1)).equals(best)) {
                    tokens.set(i, tokens.get(i) + tokens.remove(i + 1));
                }
            }
        }
    }

    /** How the vocabulary spells a token. */
    static String token(BytePairTokenizer tokenizer, int id) {
        return VocabularyFiles.readVocabulary(tokenizer.vocabularyJson()).get(id);
    }

    private static String lowestRanked(List<String> tokens, List<String> ranked) {
        for (String merge : ranked) {
            for (int i = 0; i + 1 < tokens.size(); i++) {
                if ((tokens.get(i) + " " + tokens.get(i + 1)).equals(merge)) {
                    return merge;
                }
            }
        }
        return null;
    }
}
