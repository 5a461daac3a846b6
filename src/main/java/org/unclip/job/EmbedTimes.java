package org.unclip.job;

import java.io.Serializable;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** Where the time of tasks that embed went, added up on the driver. */
final class EmbedTimes implements Serializable {
    private static final long serialVersionUID = 1;

    private final LongAccumulator decoding;
    private final LongAccumulator pictures;
    private final LongAccumulator texts;
    private final LongAccumulator tasks;

    EmbedTimes(SparkContext spark) {
        decoding = spark.longAccumulator("embed: decoding");
        pictures = spark.longAccumulator("embed: pictures");
        texts = spark.longAccumulator("embed: texts");
        tasks = spark.longAccumulator("embed: tasks");
    }

    <T> T decoding(Supplier<T> work) {
        return timed(decoding, work);
    }

    <T> T pictures(Supplier<T> work) {
        return timed(pictures, work);
    }

    <T> T texts(Supplier<T> work) {
        return timed(texts, work);
    }

    void addTask(long nanos) {
        tasks.add(nanos);
    }

    /** Shares of the tasks' time, in words. */
    String words() {
        long rest = tasks.value() - decoding.value() - pictures.value() - texts.value();
        return "decoding %s, pictures %s, captions %s, reading and the rest %s"
                .formatted(share(decoding.value()), share(pictures.value()), share(texts.value()), share(rest));
    }

    private String share(long nanos) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * Math.max(nanos, 0) / Math.max(tasks.value(), 1));
    }

    private static <T> T timed(LongAccumulator nanos, Supplier<T> work) {
        long start = System.nanoTime();
        T made = work.get();
        nanos.add(System.nanoTime() - start);
        return made;
    }
}
