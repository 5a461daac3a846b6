package org.unclip.data.shard;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.data.KeyHash;
import org.unclip.data.Split;

/**
 * Where the keys, ordered by a random number each, are cut into shards of the same size (but for keys that share a
 * bucket of 2^20).
 *
 * @param lastBuckets last bucket of each training shard
 */
record ShardCuts(long seed, int[] lastBuckets) implements Serializable {
    private static final int BUCKET_BITS = 20;

    /**
     * Cuts the training keys.
     *
     * @param counts number of training keys by bucket
     */
    static ShardCuts of(long seed, Map<Integer, Long> counts, int streams) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        int[] last = new int[streams];
        long before = 0;
        int shard = 0;
        for (Map.Entry<Integer, Long> bucket : new TreeMap<>(counts).entrySet()) {
            before += bucket.getValue();
            while (shard < streams && before >= all * (shard + 1) / streams) {
                last[shard++] = bucket.getKey();
            }
        }
        return new ShardCuts(seed, last);
    }

    static int bucket(long seed, String key) {
        return (int) (order(seed, key) >>> (Long.SIZE - BUCKET_BITS));
    }

    /** Where a pair goes; validation has the shard after the last stream's. */
    ShardPlace place(String key, String split) {
        if (split.equals(Split.VALIDATION.word())) {
            return new ShardPlace(lastBuckets.length, order(seed, key), key);
        }
        int bucket = bucket(seed, key);
        int shard = 0;
        while (bucket > lastBuckets[shard]) {
            shard++;
        }
        return new ShardPlace(shard, order(seed, key), key);
    }

    private static long order(long seed, String key) {
        return KeyHash.random(seed, "shard", key).nextLong();
    }
}
