package org.unclip.job;

/**
 * The section {@code embed}.
 *
 * @param commitPairs pairs after which what is done is committed, about
 * @param batchMegabytes what the pictures or captions embedded together may take in a task, about
 * @param textEncodings whether captions' encodings are stored for each token too
 * @param maxRejectedFraction share of the pairs that may be unusable, 0 to 1
 */
public record EmbedSection(int commitPairs, int batchMegabytes, boolean textEncodings, double maxRejectedFraction) {
    public EmbedSection {
        if (commitPairs < 1) {
            throw new IllegalArgumentException("commitPairs must be at least 1, got " + commitPairs);
        }
        if (batchMegabytes < 1) {
            throw new IllegalArgumentException("batchMegabytes must be at least 1, got " + batchMegabytes);
        }
        if (!(maxRejectedFraction >= 0 && maxRejectedFraction <= 1)) {
            throw new IllegalArgumentException("maxRejectedFraction must be 0 to 1, got " + maxRejectedFraction);
        }
    }
}
