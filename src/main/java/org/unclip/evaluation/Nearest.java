package org.unclip.evaluation;

import java.io.Serializable;

/**
 * A row and the most similar row of another set; of equally similar ones the first by key.
 *
 * @param key of the row
 * @param neighbour key of the other row
 * @param cosine of the two
 */
public record Nearest(String key, String neighbour, double cosine) implements Serializable {

    /** The nearer one. */
    static Nearest nearer(Nearest a, Nearest b) {
        boolean first = a.cosine == b.cosine ? a.neighbour.compareTo(b.neighbour) <= 0 : a.cosine > b.cosine;
        return first ? a : b;
    }
}
