/**
 * GPUs of a rank: whether ND4J's CUDA backend can run on them, and which one a thread computes on.
 *
 * <p>A rank asks in this order, before it touches ND4J: {@link org.unclip.training.gpu.GpuCheck}, then
 * {@link org.unclip.training.gpu.GpuBinding}. A process that was given no GPU asks
 * {@link org.unclip.training.gpu.CudaBackend} instead. Proven with made-up devices and libraries; no GPU has run it yet.
 */
package org.unclip.training.gpu;
