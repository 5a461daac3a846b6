package org.unclip.job;

import java.util.List;
import java.util.stream.IntStream;

/** Some of many, spread evenly, the first and the last among them. */
final class EvenChoice {
    private EvenChoice() {}

    /** At most {@code most} of the indices {@code 0 .. count-1}, rising; {@code most} is at least 2. */
    static List<Integer> of(int count, int most) {
        if (count <= most) {
            return IntStream.range(0, count).boxed().toList();
        }
        return IntStream.range(0, most)
                .mapToObj(i -> (int) Math.round((double) i * (count - 1) / (most - 1)))
                .toList();
    }
}
