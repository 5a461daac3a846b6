package org.unclip.job;

import java.util.List;

/**
 * The section {@code generation}.
 *
 * @param samples pictures drawn for each prompt, from 1
 * @param batchSize pictures that a worker draws at a time, from 1; bounds memory, and may change the last bits of a picture
 * @param prompts what a pipeline draws at its end; may be none
 */
public record GenerationSection(int samples, int batchSize, List<String> prompts) {
    public GenerationSection {
        prompts = List.copyOf(prompts);
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, got " + samples);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
        }
    }

    /** The same with another number of samples. */
    public GenerationSection withSamples(int number) {
        return new GenerationSection(number, batchSize, prompts);
    }
}
