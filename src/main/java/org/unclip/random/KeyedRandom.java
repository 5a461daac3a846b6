package org.unclip.random;

/**
 * A stream of random values named by a key (seed, purpose, counters): equal keys give equal streams, on every machine.
 *
 * <p>Design. Work that is split over threads or ranks, or killed and resumed, must draw the values that undisturbed
 * work would have drawn. So no generator is ever carried along: whoever needs noise for step 7, micro-batch 3 asks for
 * {@code of(seed, "noise", 7, 3)} and has its own stream, whose word {@code i} is {@code mix(state + i * gamma)}.
 * The key is hashed to both {@code state} and an odd {@code gamma}, so that streams are not shifted copies of each
 * other. Every function behind a value is exact by the Java language or by {@link StrictMath}.
 *
 * <p>Sources: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators" (SplitMix64, its gamma);
 * Marsaglia and Tsang 2000, "The ziggurat method"; Lemire 2019, "Fast random integer generation in an interval".
 *
 * <p>Not safe for use by several threads at once; not for secrets.
 */
public final class KeyedRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L; // 2^64 over the golden ratio, odd
    private static final int MIN_GAMMA_FLIPS = 24; // fewer bit changes in a gamma make neighbouring words alike

    private final long gamma;
    private long state;

    private KeyedRandom(long key) {
        this.state = mix(key);
        this.gamma = mixGamma(key + GOLDEN_GAMMA);
    }

    /**
     * The stream of a key, at its start.
     *
     * @param purpose what the values are for, such as {@code "noise"}: separates uses that share counters
     * @param counters where in the work they are needed, such as step and micro-batch; their number counts too
     */
    public static KeyedRandom of(long seed, String purpose, long... counters) {
        long key = absorb(mix(seed), purpose.length());
        for (int i = 0; i < purpose.length(); i++) {
            key = absorb(key, purpose.charAt(i));
        }
        for (long counter : counters) {
            key = absorb(key, counter);
        }
        return new KeyedRandom(absorb(key, counters.length));
    }

    /** The next 64 uniform bits. */
    public long nextLong() {
        state += gamma;
        return mix(state);
    }

    /**
     * A uniform integer in {@code [0, bound)}, without bias.
     *
     * @throws IllegalArgumentException if the bound is below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, got " + bound);
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xffffffffL) < bound) {
            long rejectBelow = (1L << 32) % bound;
            while ((product & 0xffffffffL) < rejectBelow) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** A uniform value in {@code [0, 1)}, a multiple of 2^-53. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** A value of the standard normal distribution. */
    public double nextGaussian() {
        while (true) {
            long bits = nextLong();
            int layer = (int) bits & Ziggurat.LAYER_MASK; // the low bits, which u does not use
            double u = (bits >> 11) * 0x1p-52; // [-1, 1)
            if (Math.abs(u) < Ziggurat.INNER[layer]) {
                return u * Ziggurat.EDGE[layer];
            }
            if (layer == 0) {
                return Math.copySign(tail(), u);
            }
            double x = u * Ziggurat.EDGE[layer];
            if (Ziggurat.isUnderCurve(layer, x, nextDouble())) {
                return x;
            }
        }
    }

    /** Fills the array with standard normal values. */
    public void fillGaussian(float[] out) {
        fillGaussian(out, 0, out.length);
    }

    /** Fills {@code length} elements from {@code offset} on with standard normal values. */
    public void fillGaussian(float[] out, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            out[i] = (float) nextGaussian();
        }
    }

    /** A uniformly drawn order of {@code 0 .. n-1} (Fisher and Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A normal value given that it exceeds the ziggurat's outermost edge (Marsaglia 1964). */
    private double tail() {
        double beyond;
        double height;
        do {
            beyond = -StrictMath.log(1.0 - nextDouble()) / Ziggurat.TAIL_START;
            height = -StrictMath.log(1.0 - nextDouble());
        } while (height + height < beyond * beyond);
        return Ziggurat.TAIL_START + beyond;
    }

    private static long absorb(long key, long word) {
        return mix((key ^ word) + GOLDEN_GAMMA);
    }

    /** Stafford's variant 13 of the MurmurHash3 finaliser: a bijection in which every bit moves every other. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static long mixGamma(long z) {
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        z = (z ^ (z >>> 33)) | 1L;
        return Long.bitCount(z ^ (z >>> 1)) < MIN_GAMMA_FLIPS ? z ^ 0xaaaaaaaaaaaaaaaaL : z;
    }
}
