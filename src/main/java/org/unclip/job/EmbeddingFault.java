package org.unclip.job;

import org.unclip.evaluation.Metric;

/** What can be wrong with rows of the table {@code embeddings}. */
enum EmbeddingFault {
    NOT_FINITE(
            "rows-not-finite",
            "Rows with a NaN or an infinity",
            "A single one spoils whatever is trained on it.",
            "Where it comes from: the CLIP, or what became of the table since."),
    WRONG_LENGTH(
            "rows-of-wrong-length",
            "Rows with a vector of a wrong length",
            "Rows with a vector of another length than most rows have.",
            "Whether it is not the many that are wrong."),
    ZERO(
            "rows-without-direction",
            "Rows with a vector of norm 0",
            "Such a vector has no direction, and so a cosine to nothing.",
            "Whether the directions of the others mean anything."),
    OTHER_CAPTIONS(
            "keys-with-other-captions",
            "Keys with another number of captions",
            "Keys with fewer or more text embeddings than their pair has captions.",
            "Whether text embeddings of the right number belong to these captions."),
    REPEATED(
            "rows-repeated",
            "Rows beyond the first of a key",
            "Embed writes one row a key; all rows of such keys are left out of what is compared.",
            "Whether the rows of a key agree."),
    ORPHAN(
            "rows-without-pair",
            "Rows without a pair",
            "Rows whose key is not in the table pairs.",
            "Whether the pair was removed, or the tables are of different data."),
    MISSING(
            "pairs-without-row",
            "Pairs without an embedding",
            "Pairs that embed has not come to yet; no reason to refuse the others.",
            "Whether embed is still at work, was stopped, or was not run since the last ingest.");

    private final String key;
    private final String title;
    private final String meaning;
    private final String cannotTell;

    EmbeddingFault(String key, String title, String meaning, String cannotTell) {
        this.key = key;
        this.title = title;
        this.meaning = meaning;
        this.cannotTell = cannotTell;
    }

    /** Whether a table with it is refused. */
    boolean isRefused() {
        return this != MISSING;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** How often it was found. */
    Metric at(long count) {
        return new Metric(key, title, count, null, null, Metric.Better.LOWER, meaning, cannotTell);
    }
}
