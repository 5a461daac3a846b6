/**
 * The parameter server's arithmetic on flat {@code float[]} vectors: it knows no model and no transport.
 *
 * <p>A step at the owner of a slice: {@link org.unclip.paramserver.PartialSums} of the micro-batch gradients →
 * {@link org.unclip.paramserver.GlobalNorm} → {@link org.unclip.paramserver.ShardOptimizer} on its
 * {@link org.unclip.paramserver.ShardState}. Every result is the same bit for bit however the work is split over
 * threads and ranks: element-wise loops do not care, and every sum has one fixed order.
 */
package org.unclip.paramserver;
