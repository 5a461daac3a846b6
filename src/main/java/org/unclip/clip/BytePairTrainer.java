package org.unclip.clip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Learns a byte-pair vocabulary from captions: the most frequent pair of neighbouring tokens is merged, again and again.
 *
 * <p>Among pairs of one frequency the lexicographically smallest is taken (left token, then right), so that the
 * result depends on the captions alone, not on their order. It ends at the wanted size or when no pair occurs twice. A
 * pair that spells a token which another pair already made is left alone: every token has one derivation.
 *
 * <p>Memory grows with the distinct words; the frequency of a pair is corrected only in words that hold it. Numbering
 * and splitting are CLIP's, so that the result is a {@link BytePairTokenizer} like OpenAI's.
 */
public final class BytePairTrainer {
    private static final int MIN_OCCURRENCES = 2;

    private final List<String> tokens = VocabularyFiles.byteTokens().collect(Collectors.toCollection(ArrayList::new));
    private final Set<String> known = new HashSet<>(tokens);
    private final List<Merge> merges = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final Map<Merge, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(Candidate.BEST_FIRST);

    private BytePairTrainer() {}

    /** A tokenizer of at most the configured size, learned from all captions of the stream. */
    public static BytePairTokenizer train(Stream<String> captions, TokenizerConfig config) {
        BytePairTrainer trainer = new BytePairTrainer();
        trainer.read(captions);
        trainer.mergeUntil(config.vocabularySize() - 2);
        trainer.tokens.add(BytePairTokenizer.START);
        trainer.tokens.add(BytePairTokenizer.END);
        return new BytePairTokenizer(trainer.tokens, trainer.merges, config.contextLength());
    }

    private void read(Stream<String> captions) {
        Map<String, Long> frequency = new HashMap<>();
        captions.flatMap(caption -> WordSplitter.words(caption).stream())
                .filter(word -> !BytePairTokenizer.isSpecial(word))
                .forEachOrdered(word -> frequency.merge(word, 1L, Long::sum));
        frequency.forEach((text, count) -> words.add(new Word(symbols(text), count)));
        for (int index = 0; index < words.size(); index++) {
            count(index, 1);
        }
        pairs.forEach((merge, pair) -> candidates.add(new Candidate(merge, pair.occurrences)));
    }

    private void mergeUntil(int size) {
        while (tokens.size() < size) {
            Merge best = takeBest();
            if (best == null) {
                return;
            }
            tokens.add(best.merged());
            known.add(best.merged());
            merges.add(best);
            apply(best);
        }
    }

    private Merge takeBest() {
        while (!candidates.isEmpty() && candidates.peek().occurrences >= MIN_OCCURRENCES) {
            Candidate candidate = candidates.remove();
            long occurrences = pairs.get(candidate.merge).occurrences;
            if (known.contains(candidate.merge.merged())) {
                continue;
            }
            if (occurrences == candidate.occurrences) {
                return candidate.merge;
            }
            candidates.add(new Candidate(candidate.merge, occurrences)); // other merges took some of its places
        }
        return null;
    }

    private void apply(Merge merge) {
        Set<Merge> created = new LinkedHashSet<>();
        for (int index :
                pairs.get(merge).words.stream().mapToInt(Integer::intValue).toArray()) {
            Word word = words.get(index);
            count(index, -1);
            words.set(index, new Word(merged(word.symbols, merge), word.frequency));
            count(index, 1);
            collectPairsWith(merge.merged(), words.get(index).symbols, created);
        }
        created.forEach(pair -> candidates.add(new Candidate(pair, pairs.get(pair).occurrences)));
    }

    private void count(int index, int sign) {
        Word word = words.get(index);
        for (int i = 0; i + 1 < word.symbols.size(); i++) {
            Merge merge = new Merge(word.symbols.get(i), word.symbols.get(i + 1));
            Pair pair = pairs.computeIfAbsent(merge, key -> new Pair());
            pair.occurrences += sign * word.frequency;
            pair.words.add(index);
        }
    }

    private static void collectPairsWith(String symbol, List<String> symbols, Set<Merge> out) {
        for (int i = 0; i + 1 < symbols.size(); i++) {
            if (symbols.get(i).equals(symbol) || symbols.get(i + 1).equals(symbol)) {
                out.add(new Merge(symbols.get(i), symbols.get(i + 1)));
            }
        }
    }

    private static List<String> merged(List<String> symbols, Merge merge) {
        List<String> merged = new ArrayList<>(symbols.size());
        for (int i = 0; i < symbols.size(); i++) {
            boolean matches = i + 1 < symbols.size()
                    && symbols.get(i).equals(merge.left())
                    && symbols.get(i + 1).equals(merge.right());
            merged.add(matches ? merge.merged() : symbols.get(i));
            i += matches ? 1 : 0;
        }
        return merged;
    }

    private static List<String> symbols(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        List<String> symbols = new ArrayList<>(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            symbols.add(ByteAlphabet.symbol(bytes[i]) + (i == bytes.length - 1 ? BytePairTokenizer.WORD_END : ""));
        }
        return symbols;
    }

    private record Word(List<String> symbols, long frequency) {}

    private static final class Pair {
        private long occurrences;
        private final Set<Integer> words = new HashSet<>();
    }

    /** A pair with its frequency when it was queued; it may have fallen since, never risen. */
    private record Candidate(Merge merge, long occurrences) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingLong(Candidate::occurrences)
                .reversed()
                .thenComparing(candidate -> candidate.merge.left())
                .thenComparing(candidate -> candidate.merge.right());
    }
}
