package org.unclip.job;

import java.util.List;
import java.util.Map;
import org.unclip.report.Metric;

/**
 * What {@code evaluation/embeddings.json} says.
 *
 * @param clip fingerprint of the embeddings
 * @param rows of that CLIP, all of them checked
 * @param tables versions that were read, by name
 * @param split whose pairs were compared, or all
 * @param pairs compared
 * @param ofPairs that the split has
 * @param refused faults that the table is refused for, in words; none of a sound table
 */
record EmbeddingsQuality(
        String clip,
        long rows,
        Map<String, Long> tables,
        String split,
        long pairs,
        long ofPairs,
        List<String> refused,
        List<Metric> metrics) {
    static final String FILE = "embeddings.json";

    /** The same for people. */
    String lines() {
        String compared = metrics.stream().anyMatch(Metric::hasInterval)
                ? "compared"
                : "are sound, too few to compare: %d would do%s".formatted(EmbeddingsRequest.FEWEST_PAIRS, hint());
        return "  %,d rows of the CLIP %s; %,d of %,d pairs (split: %s) %s%n%s%n%s"
                .formatted(rows, clip, pairs, ofPairs, split, compared, ReportedMetrics.explained(metrics), verdict());
    }

    private String hint() {
        return split.equals(EmbeddingsRequest.ALL) ? "" : ", and --split all takes those of all splits";
    }

    private String verdict() {
        return refused.isEmpty()
                ? "No row is refused."
                : "Refused: %s. Move the folder tables/embeddings of the run away, and run embed again; where that gives the same, the CLIP or the table pairs is at fault."
                        .formatted(String.join("; ", refused));
    }
}
