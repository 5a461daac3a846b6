package org.unclip.data.shard;

import java.io.Serializable;
import java.util.Comparator;

/** Where a record goes: to a shard, and there in order of a random number of its key. */
record ShardPlace(int shard, long order, String key) implements Comparable<ShardPlace>, Serializable {
    private static final Comparator<ShardPlace> BY_ORDER = Comparator.comparingInt(ShardPlace::shard)
            .thenComparing(ShardPlace::order, Long::compareUnsigned)
            .thenComparing(ShardPlace::key);

    @Override
    public int compareTo(ShardPlace other) {
        return BY_ORDER.compare(this, other);
    }
}
