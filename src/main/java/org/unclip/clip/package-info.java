/** CLIP: the tokenizer, the text and vision encoders, their contrastive loss, and the frozen model built from them. */
package org.unclip.clip;
