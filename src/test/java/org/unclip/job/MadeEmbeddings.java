package org.unclip.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.unclip.data.table.Embedding;
import org.unclip.random.KeyedRandom;

/**
 * A made-up pair with its embeddings, and what is measured of several: slowly, in double, as it is defined.
 *
 * @param image {@code [D]}
 * @param texts one to five, of {@code [D]}
 */
record MadeEmbeddings(String key, String split, float[] image, List<float[]> texts) {
    private static final int DIMENSION = 6;

    /** The i-th pair: every third is held out, and has one to five captions near its picture; norms differ. */
    static MadeEmbeddings of(int i) {
        float[] image = moved(new float[DIMENSION], 0.6f, i, 0);
        List<float[]> texts = IntStream.rangeClosed(1, 1 + i % 5)
                .mapToObj(caption -> moved(image, 0.35f, i, caption))
                .toList();
        return new MadeEmbeddings("key-%03d".formatted(i), i % 3 == 0 ? "validation" : "train", image, texts);
    }

    private static float[] moved(float[] from, float distance, int i, int caption) {
        float[] noise = new float[from.length];
        KeyedRandom.of(8, "made", i, caption).fillGaussian(noise);
        for (int d = 0; d < noise.length; d++) {
            noise[d] = from[d] + distance * noise[d];
        }
        return noise;
    }

    MadeEmbeddings withTexts(List<float[]> others) {
        return new MadeEmbeddings(key, split, image, others);
    }

    /** As a row of the table {@code pairs}. */
    Row pair() {
        Object[] captions = texts.stream().map(text -> "a caption").toArray();
        return RowFactory.create(key, "made", split, new byte[0], 1, 1, captions);
    }

    /** As a row of the table {@code embeddings}. */
    Row row(String clip) {
        List<int[]> tokens = texts.stream().map(text -> new int[] {1}).toList();
        return new Embedding(key, clip, image, texts, tokens, Optional.empty()).toRow();
    }

    /** Recalls and cosines by the keys of their metrics. */
    static Map<String, Double> measured(List<MadeEmbeddings> pairs) {
        Map<String, Double> values = new TreeMap<>();
        for (int k : List.of(1, 5, 10)) {
            values.put("image-to-text-recall-at-" + k, mean(pairs, pair -> pair.textRank(pairs) < k ? 1 : 0));
            values.put(
                    "text-to-image-recall-at-" + k,
                    pairs.stream()
                            .flatMap(pair -> pair.texts.stream().map(text -> pair.imageRank(text, pairs)))
                            .mapToInt(rank -> rank < k ? 1 : 0)
                            .average()
                            .orElseThrow());
        }
        values.put("pair-cosine", mean(pairs, pair -> pair.meanCosine(Stream.of(pair))));
        values.put(
                "pair-cosine-shuffled",
                mean(pairs, pair -> pair.meanCosine(pairs.stream().filter(other -> !other.key.equals(pair.key)))));
        return values;
    }

    private static double mean(List<MadeEmbeddings> pairs, ToDoubleFunction<MadeEmbeddings> value) {
        return pairs.stream().mapToDouble(value).average().orElseThrow();
    }

    private double meanCosine(Stream<MadeEmbeddings> others) {
        return others.flatMap(other -> other.texts.stream())
                .mapToDouble(text -> cosine(image, text))
                .average()
                .orElseThrow();
    }

    /** The place of the first of its captions among all captions, the most similar at 0. */
    private int textRank(List<MadeEmbeddings> pairs) {
        List<String> keys = new ArrayList<>();
        pairs.stream()
                .flatMap(pair -> pair.texts.stream().map(text -> Map.entry(pair.key, cosine(image, text))))
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
                .forEach(entry -> keys.add(entry.getKey()));
        return keys.indexOf(key);
    }

    private int imageRank(float[] text, List<MadeEmbeddings> pairs) {
        return pairs.stream()
                .sorted(Comparator.comparingDouble(pair -> -cosine(text, pair.image)))
                .map(MadeEmbeddings::key)
                .toList()
                .indexOf(key);
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(d -> (double) a[d] * b[d])
                .sum();
    }
}
