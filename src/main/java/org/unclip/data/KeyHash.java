package org.unclip.data;

import java.nio.charset.StandardCharsets;
import org.unclip.random.KeyedRandom;

/** Chance that belongs to a row's key and to nothing else: the same on every machine, whatever the partitioning. */
public final class KeyHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private KeyHash() {}

    /** A stream of randomness of this key for this purpose. */
    public static KeyedRandom random(long seed, String purpose, String key) {
        return KeyedRandom.of(seed, purpose, fnv1a(key));
    }

    private static long fnv1a(String key) {
        long hash = FNV_OFFSET;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
