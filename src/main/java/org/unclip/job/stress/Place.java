package org.unclip.job.stress;

import java.util.List;

/**
 * Where processes of a cluster run.
 *
 * @param host the address their ports are bound to
 * @param entry the command that runs another one there, such as {@code ip netns exec NAME}; empty for this process's own
 */
public record Place(String host, List<String> entry) {
    /** This machine, reachable from itself alone. */
    public static final Place LOOPBACK = new Place("127.0.0.1", List.of());

    /** Keeps a copy. */
    public Place {
        entry = List.copyOf(entry);
    }
}
