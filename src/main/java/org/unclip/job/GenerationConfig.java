package org.unclip.job;

/**
 * How pictures are drawn.
 *
 * @param samples pictures a prompt, from 1
 * @param batchSize pictures a worker draws at a time, from 1
 */
public record GenerationConfig(int samples, int batchSize) {
    public GenerationConfig {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, got " + samples);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
        }
    }
}
