/** Pictures from text: CLIP, prior, decoder and upsamplers put to work one behind the other. */
package org.unclip.generation;
