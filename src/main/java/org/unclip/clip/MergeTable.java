package org.unclip.clip;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Merges of token pairs by rank, applied to one word at a time.
 *
 * <p>The rule (Sennrich, Haddow and Birch 2016, as CLIP applies it): find the pair of lowest rank in the word, merge all
 * its places from left to right, repeat until no pair has a rank. Doing that literally costs the square of the word's
 * length, and a word may be a whole prompt without blanks. Here the word is a linked list and a queue holds its places
 * ordered by rank and position, which costs {@code n log n}. All places of one rank are taken before the pairs
 * they create are looked at, so that the result is that of the rule for any list of merges.
 *
 * <p>Immutable; any number of threads may use it.
 */
final class MergeTable {
    private static final int NO_RANK = Integer.MAX_VALUE;

    private final Map<Long, Integer> rankOfPair;
    private final int[] mergedOfRank;

    /**
     * A table of merges, the lowest rank first.
     *
     * @throws IllegalStateException if a merge speaks of tokens that have no id
     */
    MergeTable(List<Merge> merges, Map<String, Integer> idOfToken) {
        rankOfPair = new HashMap<>(2 * merges.size());
        mergedOfRank = new int[merges.size()];
        for (int rank = 0; rank < mergedOfRank.length; rank++) {
            Merge merge = merges.get(rank);
            rankOfPair.putIfAbsent(pair(id(merge.left(), idOfToken), id(merge.right(), idOfToken)), rank);
            mergedOfRank[rank] = id(merge.merged(), idOfToken);
        }
    }

    /** The tokens of a word, given as its bytes' tokens. */
    int[] apply(int[] word) {
        return new Chain(word).merged();
    }

    private static int id(String token, Map<String, Integer> idOfToken) {
        Integer id = idOfToken.get(token);
        if (id == null) {
            throw new IllegalStateException("a merge needs the token \"" + token + "\", which has no id");
        }
        return id;
    }

    private static long pair(int left, int right) {
        return ((long) left << Integer.SIZE) | right;
    }

    /** A word while it is merged: position {@code i} is dead once its token went into an earlier one. */
    private final class Chain {
        private static final int DEAD = -1;

        private final int[] tokens;
        private final int[] next;
        private final int[] previous;
        private final PriorityQueue<Long> places = new PriorityQueue<>(); // rank in the high half, position in the low
        private int[] batch = new int[8];

        Chain(int[] word) {
            tokens = word.clone();
            next = new int[word.length];
            previous = new int[word.length];
            Arrays.setAll(next, i -> i + 1);
            Arrays.setAll(previous, i -> i - 1);
        }

        int[] merged() {
            for (int i = 0; i < tokens.length; i++) {
                offer(i);
            }
            while (!places.isEmpty()) {
                mergeAll(rank(places.peek()));
            }
            return Arrays.stream(tokens).filter(token -> token != DEAD).toArray();
        }

        private void mergeAll(int rank) {
            int count = take(rank);
            int merges = 0;
            for (int i = 0; i < count; i++) {
                if (rankAt(batch[i]) == rank) { // neither side was merged since
                    merge(batch[i], mergedOfRank[rank]);
                    batch[merges++] = batch[i];
                }
            }
            for (int i = 0; i < merges; i++) {
                offer(batch[i]);
                offer(previous[batch[i]]);
            }
        }

        private int take(int rank) {
            int count = 0;
            while (!places.isEmpty() && rank(places.peek()) == rank) {
                if (count == batch.length) {
                    batch = Arrays.copyOf(batch, 2 * count);
                }
                batch[count++] = places.remove().intValue();
            }
            return count;
        }

        private void merge(int place, int mergedToken) {
            int right = next[place];
            tokens[place] = mergedToken;
            tokens[right] = DEAD;
            next[place] = next[right];
            if (next[place] < tokens.length) {
                previous[next[place]] = place;
            }
        }

        private void offer(int place) {
            int rank = place < 0 ? NO_RANK : rankAt(place);
            if (rank != NO_RANK) {
                places.add(pair(rank, place));
            }
        }

        private int rankAt(int place) {
            boolean ends = tokens[place] == DEAD || next[place] >= tokens.length;
            return ends ? NO_RANK : rankOfPair.getOrDefault(pair(tokens[place], tokens[next[place]]), NO_RANK);
        }

        private static int rank(long place) {
            return (int) (place >>> Integer.SIZE);
        }
    }
}
