package org.unclip.job.plan;

import java.util.Locale;

/** Numbers of bytes as people read them. */
final class Bytes {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private Bytes() {}

    /** In MB or GB, of 10⁶ and 10⁹ bytes. */
    static String words(double bytes) {
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%,.1f MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%,.2f GB", bytes / GIGA);
    }
}
