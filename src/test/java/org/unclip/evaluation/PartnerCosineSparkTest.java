package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartnerCosineSparkTest {

    @Test
    void cosinesAreThoseOfTheSlowReference() {
        List<KeyedEmbedding> texts = SampleSets.around("text", 30, 5, 0.6);
        List<KeyedEmbedding> drawn = IntStream.range(0, 75)
                .mapToObj(i -> new KeyedEmbedding(
                        "drawn" + i,
                        texts.get(i % 25).group(),
                        SampleSets.near(texts.get(i % 25).vector(), 0.3, "drawn", i)))
                .toList();
        try (EmbeddingSet drawnSet = SampleSets.set(drawn);
                EmbeddingSet textSet = SampleSets.set(texts)) {
            PartnerCosine cosine = PartnerCosine.measure(drawnSet, textSet, SampleSets.RESAMPLING);
            assertMetric(mean(drawn, texts, String::equals), cosine.partners());
            assertMetric(mean(drawn, texts, (a, b) -> !a.equals(b)), cosine.shuffled());
            assertTrue(cosine.partners().low() > cosine.shuffled().high());
        }
    }

    private static void assertMetric(double value, Metric metric) {
        assertEquals(value, metric.value(), 1e-7);
        assertTrue(metric.low() < value && value < metric.high(), metric.toString());
    }

    private static double mean(
            List<KeyedEmbedding> rows, List<KeyedEmbedding> others, BiPredicate<String, String> with) {
        return rows.stream()
                .mapToDouble(row -> others.stream()
                        .filter(other -> with.test(row.group(), other.group()))
                        .mapToDouble(other -> SampleSets.cosine(row, other))
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }
}
