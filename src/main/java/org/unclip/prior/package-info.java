/**
 * The diffusion prior {@code P(z_i | y)}: from a caption's CLIP embedding and token encodings to a CLIP image embedding.
 *
 * <p>Ramesh et al. 2022 (arXiv 2204.06125), section 2.2. Arrays in, arrays out: nothing of CLIP's own types is known.
 */
package org.unclip.prior;
