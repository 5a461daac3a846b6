package org.unclip.job.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of headings and rows of four columns, its numbers aligned at their ends. One thread. */
final class PlanTable {
    private static final int COLUMNS = 4;

    private final List<String[]> lines = new ArrayList<>();

    void heading(String words) {
        lines.add(new String[] {words});
    }

    void row(String name, String value, String where, String words) {
        lines.add(new String[] {name, value, where, words});
    }

    /** "1 rank", "8 ranks". */
    static String count(int count, String one) {
        return count(count, one, one + "s");
    }

    /** "1 process", "8 processes". */
    static String count(int count, String one, String many) {
        return "%d %s".formatted(count, count == 1 ? one : many);
    }

    /** With as many digits as say something. */
    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    @Override
    public String toString() {
        int[] widths = new int[COLUMNS];
        lines.stream().filter(line -> line.length == COLUMNS).forEach(line -> {
            for (int i = 0; i < COLUMNS; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        });
        String row = "  %%-%ds  %%%ds  %%-%ds  %%s".formatted(widths[0], widths[1], Math.max(1, widths[2]));
        List<String> text = new ArrayList<>();
        for (String[] line : lines) {
            if (line.length == COLUMNS) {
                text.add(row.formatted((Object[]) line).stripTrailing());
            } else {
                text.add((text.isEmpty() ? "" : "\n") + line[0]);
            }
        }
        return String.join("\n", text);
    }
}
