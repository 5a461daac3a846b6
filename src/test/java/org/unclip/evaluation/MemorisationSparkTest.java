package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemorisationSparkTest {
    private static final List<KeyedEmbedding> TRAINING = SampleSets.around("training", 150, 5, 0.5);
    private static final List<KeyedEmbedding> HELD_OUT = SampleSets.around("held", 101, 5, 0.5);

    @Test
    void copiesAmongTheDrawnAreFoundAndNamed() {
        List<KeyedEmbedding> drawn = new ArrayList<>(SampleSets.around("drawn", 60, 5, 0.5));
        for (int i = 0; i < 20; i++) {
            drawn.add(
                    new KeyedEmbedding("copy%02d".formatted(i), TRAINING.get(i).vector()));
        }
        Memorisation memorisation = measure(drawn);
        for (int i = 0; i < 20; i++) {
            Nearest pair = memorisation.suspicious().get(i);
            int copy = Integer.parseInt(pair.key().substring(4));
            assertEquals(TRAINING.get(copy).key(), pair.neighbour());
            assertEquals(1, pair.cosine(), 1e-6);
        }
        Metric share = memorisation.metrics().get(0);
        assertTrue(share.value() >= 0.25 && share.low() > 0.15 && share.high() < 0.45, share.toString());
    }

    @Test
    void figuresAreThoseOfTheSlowReference() {
        List<KeyedEmbedding> drawn = SampleSets.around("drawn", 60, 5, 0.3);
        List<Nearest> nearest = reference(drawn).stream()
                .sorted(Comparator.comparing(Nearest::cosine).reversed())
                .toList();
        List<Double> heldOut =
                reference(HELD_OUT).stream().map(Nearest::cosine).sorted().toList();
        double threshold = heldOut.get(99); // 99 of 101 below: the quantile needs no interpolation
        Memorisation memorisation = measure(drawn);
        assertEquals(threshold, memorisation.threshold(), 1e-7);
        double share =
                nearest.stream().filter(pair -> pair.cosine() > threshold).count() / 60.0;
        assertMetric("memorised-share", share, memorisation.metrics().get(0));
        assertMetric(
                "nearest-training-cosine",
                nearest.stream().mapToDouble(Nearest::cosine).average().orElseThrow(),
                memorisation.metrics().get(1));
        assertMetric(
                "nearest-training-cosine-held-out",
                heldOut.stream().mapToDouble(cosine -> cosine).average().orElseThrow(),
                memorisation.metrics().get(2));
        assertEquals(25, memorisation.suspicious().size());
        for (int i = 0; i < 25; i++) {
            assertEquals(nearest.get(i).key(), memorisation.suspicious().get(i).key());
            assertEquals(
                    nearest.get(i).neighbour(), memorisation.suspicious().get(i).neighbour());
        }
    }

    private static void assertMetric(String key, double value, Metric metric) {
        assertEquals(key, metric.key());
        assertEquals(value, metric.value(), 1e-7);
        assertTrue(metric.low() <= value && value <= metric.high(), metric.toString());
    }

    private static List<Nearest> reference(List<KeyedEmbedding> rows) {
        return rows.stream()
                .map(row -> TRAINING.stream()
                        .map(other -> new Nearest(row.key(), other.key(), SampleSets.cosine(row, other)))
                        .max(Comparator.comparing(Nearest::cosine))
                        .orElseThrow())
                .toList();
    }

    private static Memorisation measure(List<KeyedEmbedding> drawn) {
        try (EmbeddingSet drawnSet = SampleSets.set(drawn);
                EmbeddingSet heldOutSet = SampleSets.set(HELD_OUT);
                EmbeddingSet trainingSet = SampleSets.set(TRAINING)) {
            return Memorisation.measure(drawnSet, heldOutSet, trainingSet, 25, SampleSets.RESAMPLING);
        }
    }
}
