package org.unclip.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code --master} as Spark's users write it. */
final class Master {
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)])?");

    private Master() {}

    /** What it sets: Spark's master and, for a local one, the number of threads. */
    static List<String> assignments(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            return List.of("spark.master=" + master);
        }
        String threads = local.group(1);
        return threads == null
                ? List.of("spark.master=local")
                : List.of("spark.master=local", "run.threads=" + (threads.equals("*") ? "null" : threads));
    }
}
