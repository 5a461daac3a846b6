package org.unclip.paramserver.peer;

import java.io.Serializable;

/**
 * How ranks talk to each other.
 *
 * @param silenceSeconds a rank that is not heard of for so long is lost, from 2; ranks say that they live four times as
 *     often
 * @param encrypt whether all bytes between ranks are encrypted (AES)
 */
public record WireSettings(int silenceSeconds, boolean encrypt) implements Serializable {
    private static final int LEAST_SILENCE = 2;

    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public WireSettings {
        if (silenceSeconds < LEAST_SILENCE) {
            throw new IllegalArgumentException(
                    "silenceSeconds must be at least " + LEAST_SILENCE + ", got " + silenceSeconds);
        }
    }
}
