package org.unclip.paramserver;

/** A rank that others wait for is gone: its process, its host, the network between, or its progress. */
public final class PeerLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int rank;

    /**
     * The loss of a rank.
     *
     * @param cause in words that go on after "rank 3 was lost: "
     */
    public PeerLostException(int rank, String cause) {
        this(rank, cause, null);
    }

    /** The same, with the exception that shows it. */
    public PeerLostException(int rank, String cause, Throwable shownBy) {
        super("rank %d was lost: %s".formatted(rank, cause), shownBy);
        this.rank = rank;
    }

    /** Who is gone. */
    public int rank() {
        return rank;
    }
}
