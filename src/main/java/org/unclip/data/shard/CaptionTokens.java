package org.unclip.data.shard;

import java.io.Serializable;

/** Turns captions into token ids where no CLIP has done it yet; used on any machine of the cluster. */
public interface CaptionTokens extends Serializable {
    /** {@code [N]}, padded or cut to the context length. */
    int[] tokens(String caption);

    /** What distinguishes this tokenizer from another: shards of one are not those of the other. */
    String fingerprint();
}
