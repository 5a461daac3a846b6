/**
 * How good a model is.
 *
 * <p>A {@link org.unclip.evaluation.Metric} says what it means and what it can't tell. Measures over embeddings take
 * {@link org.unclip.evaluation.EmbeddingSet}s, of any size, on Spark; {@link org.unclip.evaluation.Embeddings} is for
 * the few hundred that a training looks at in its own process.
 */
package org.unclip.evaluation;
