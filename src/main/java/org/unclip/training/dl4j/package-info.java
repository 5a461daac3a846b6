/**
 * Training by Deeplearning4j's own parameter server instead of Unclip's, over the same graph and the same streams of
 * micro-batches.
 */
package org.unclip.training.dl4j;
