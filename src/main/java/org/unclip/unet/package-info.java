/**
 * The cascade's U-Nets: the decoder, which draws a small picture from a CLIP image embedding and the text, and the
 * upsamplers, which enlarge it (Ramesh et al. 2022, section 2.1). Any number of stages of any size.
 */
package org.unclip.unet;
