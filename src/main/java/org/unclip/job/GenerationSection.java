package org.unclip.job;

/**
 * The section {@code generation}.
 *
 * @param samples pictures drawn for each prompt, from 1
 * @param batchSize pictures that a worker draws at a time, from 1; bounds memory, and changes no picture
 */
public record GenerationSection(int samples, int batchSize) {
    public GenerationSection {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, got " + samples);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
        }
    }
}
