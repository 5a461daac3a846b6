package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class RetrievalSparkTest {

    @Test
    void recallIsThatOfTheSlowReference() {
        List<KeyedEmbedding> images = SampleSets.around("image", 45, 5, 0.6);
        List<KeyedEmbedding> texts = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            for (int caption = 0; caption < 1 + i % 3; caption++) {
                KeyedEmbedding image = images.get(i);
                float[] vector = SampleSets.near(image.vector(), 0.4, "text" + caption, i);
                texts.add(new KeyedEmbedding("text" + i + "-" + caption, image.group(), vector));
            }
        }
        List<Metric> metrics = measure(images, texts);
        for (int i = 0; i < 3; i++) {
            int k = List.of(1, 5, 10).get(i);
            assertMetric("image-to-text-recall-at-" + k, recall(k, images, texts), metrics.get(i));
            assertMetric("text-to-image-recall-at-" + k, recall(k, texts, images), metrics.get(3 + i));
        }
        assertTrue(
                metrics.get(0).value() > 0.2 && metrics.get(0).value() < 0.9,
                metrics.get(0).toString());
    }

    private static void assertMetric(String key, double value, Metric metric) {
        assertEquals(key, metric.key());
        assertEquals(value, metric.value(), 1e-15);
        assertTrue(metric.low() <= value && value <= metric.high(), metric.toString());
    }

    private static double recall(int k, List<KeyedEmbedding> queries, List<KeyedEmbedding> candidates) {
        int found = 0;
        for (KeyedEmbedding query : queries) {
            double partner = candidates.stream()
                    .filter(candidate -> candidate.group().equals(query.group()))
                    .mapToDouble(candidate -> SampleSets.cosine(query, candidate))
                    .max()
                    .orElseThrow();
            long ahead = candidates.stream()
                    .filter(candidate -> !candidate.group().equals(query.group()))
                    .filter(candidate -> SampleSets.cosine(query, candidate) >= partner)
                    .count();
            found += ahead < k ? 1 : 0;
        }
        return (double) found / queries.size();
    }

    /** Among seven captions that are all alike six strangers tie with the partner. */
    @Test
    void strangersThatTieCountAgainstThePartner() {
        List<KeyedEmbedding> images = SampleSets.around("image", 7, 5, 0.6);
        float[] anything = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f};
        List<KeyedEmbedding> texts = IntStream.range(0, 7)
                .mapToObj(i -> new KeyedEmbedding("text" + i, images.get(i).group(), anything))
                .toList();
        List<Double> recalls =
                measure(images, texts).stream().limit(3).map(Metric::value).toList();
        assertEquals(List.of(0.0, 0.0, 1.0), recalls);
    }

    @Test
    void aPictureWithoutACaptionIsNamed() {
        List<KeyedEmbedding> images = SampleSets.around("image", 3, 5, 0.6);
        SparkException failure = assertThrows(SparkException.class, () -> measure(images, images.subList(1, 3)));
        assertEquals(
                images.get(0).key() + " has no partner in the other set",
                failure.getCause().getMessage());
    }

    private static List<Metric> measure(List<KeyedEmbedding> images, List<KeyedEmbedding> texts) {
        try (EmbeddingSet imageSet = SampleSets.set(images);
                EmbeddingSet textSet = SampleSets.set(texts)) {
            return Retrieval.measure(imageSet, textSet, SampleSets.RESAMPLING);
        }
    }
}
