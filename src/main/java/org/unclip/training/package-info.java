/**
 * Training: the step over fixed micro-batches, its randomness-free loop, checkpoints and exact resume.
 *
 * <p>The contract that makes results independent of threads and ranks, and of being killed: a step has a fixed number
 * of micro-batches, the gradient of each is a pure function ({@link org.unclip.training.GradientSource}), and they are
 * added and applied in the fixed order of {@link org.unclip.paramserver}.
 */
package org.unclip.training;
