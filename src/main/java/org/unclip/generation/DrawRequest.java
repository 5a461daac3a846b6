package org.unclip.generation;

import java.nio.ByteBuffer;
import org.unclip.storage.Sha256;

/**
 * One picture to draw.
 *
 * @param prompt what it shows
 * @param sample which of the prompt's pictures, from 0
 */
public record DrawRequest(String prompt, int sample) {

    public DrawRequest {
        if (sample < 0) {
            throw new IllegalArgumentException("sample must be 0 or more, got " + sample);
        }
    }

    /** A number that stands for the prompt's text, so that its pictures do not depend on the list it is in. */
    long promptKey() {
        return ByteBuffer.wrap(Sha256.of(prompt)).getLong();
    }
}
