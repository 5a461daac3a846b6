package org.unclip.generation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(prompt.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
