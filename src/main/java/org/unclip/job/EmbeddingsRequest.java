package org.unclip.job;

import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.unclip.config.UserError;
import org.unclip.data.Split;

/**
 * Which embeddings are to be checked, and which pairs of them compared.
 *
 * @param clip fingerprint; needed where a table has embeddings of several CLIPs
 * @param split its pairs are compared, those of all splits for {@value #ALL}; validation unless given, if it has any
 * @param pairs so many are compared at most, from {@value #FEWEST_PAIRS}: the work grows with the square
 */
public record EmbeddingsRequest(Optional<String> clip, Optional<String> split, int pairs) {
    /** Stands for every split. */
    public static final String ALL = "all";

    /** Below, recall@10 says nothing. */
    static final int FEWEST_PAIRS = 10;

    public EmbeddingsRequest {
        if (pairs < FEWEST_PAIRS) {
            throw UserError.of(
                    "--pairs",
                    pairs,
                    "at least " + FEWEST_PAIRS,
                    "recall@10 of fewer is 1 whatever the embeddings are");
        }
    }

    /**
     * Which CLIP's rows are meant.
     *
     * @param rows how many the table has by fingerprint
     * @throws UserError if there are none, or of several CLIPs none was chosen
     */
    String clipAmong(SortedMap<String, Long> rows, String table) {
        if (rows.isEmpty()) {
            throw UserError.fatal("There is no embedding in " + table + ": run embed first.");
        }
        if (clip.isPresent() && !rows.containsKey(clip.get())) {
            throw UserError.of("--clip", clip.get(), "a fingerprint in " + table, "it has " + counts(rows, "rows"));
        }
        if (clip.isEmpty() && rows.size() > 1) {
            throw UserError.fatal(
                    "%s mixes embeddings of %d CLIPs, which do not compare: %s. Choose one with --clip FINGERPRINT."
                            .formatted(table, rows.size(), counts(rows, "rows")));
        }
        return clip.orElseGet(rows::firstKey);
    }

    /**
     * Which pairs are meant.
     *
     * @param pairsOf how many the table has by split
     * @throws UserError if the split has none
     */
    String splitAmong(SortedMap<String, Long> pairsOf, String table) {
        String held = Split.VALIDATION.word();
        String chosen = split.orElse(pairsOf.containsKey(held) ? held : ALL);
        if (!chosen.equals(ALL) && !pairsOf.containsKey(chosen)) {
            throw UserError.of(
                    "--split", chosen, "a split in " + table + " or all", "it has " + counts(pairsOf, "pairs"));
        }
        return chosen;
    }

    private static String counts(SortedMap<String, Long> counts, String unit) {
        return counts.entrySet().stream()
                .map(entry -> "%s (%,d %s)".formatted(entry.getKey(), entry.getValue(), unit))
                .collect(Collectors.joining(", "));
    }
}
