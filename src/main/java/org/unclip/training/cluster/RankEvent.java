package org.unclip.training.cluster;

/** What reaches the driver from a rank, in the order in which it came. */
sealed interface RankEvent {
    /** Which rank it is of. */
    int rank();

    /** The rank said something. */
    record Said(int rank, RankMessage message) implements RankEvent {}

    /** The rank's slice of the averaged parameters came. */
    record Averaged(int rank, long step, int ranks, int from, float[] values) implements RankEvent {}

    /** The rank is not heard of any more. */
    record Gone(int rank, String cause) implements RankEvent {}
}
