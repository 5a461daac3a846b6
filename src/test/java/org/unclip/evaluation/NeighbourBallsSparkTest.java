package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeighbourBallsSparkTest {

    @Test
    void measuresAreThoseOfTheSlowReference() {
        List<KeyedEmbedding> real = SampleSets.around("real", 55, 4, 0.4);
        List<KeyedEmbedding> drawn = SampleSets.around("drawn", 48, 4, 0.6);
        List<Metric> metrics = measure(real, drawn);
        assertEquals(
                List.of("precision", "recall", "density", "coverage"),
                metrics.stream().map(Metric::key).toList());
        double coverage = real.stream()
                        .filter(centre -> balls(List.of(centre), drawn, real) > 0)
                        .count()
                / 55.0;
        double density = balls(real, drawn, real) / (5.0 * 48);
        List<Double> expected = List.of(share(drawn, real), share(real, drawn), density, coverage);
        for (int i = 0; i < 4; i++) {
            Metric metric = metrics.get(i);
            assertEquals(expected.get(i), metric.value(), 1e-12, metric.key());
            assertTrue(metric.low() <= metric.value() && metric.value() <= metric.high(), metric.toString());
            assertTrue(metric.value() > 0.3 && metric.value() < 1.5, metric.toString());
        }
    }

    /** Share of the rows in any ball around the centres. */
    private static double share(List<KeyedEmbedding> rows, List<KeyedEmbedding> centres) {
        return (double) rows.stream()
                        .filter(row -> balls(centres, List.of(row), centres) > 0)
                        .count()
                / rows.size();
    }

    /** How many pairs of a centre and a row there are with the row in the centre's ball. */
    private static long balls(List<KeyedEmbedding> centres, List<KeyedEmbedding> rows, List<KeyedEmbedding> ofCentres) {
        return centres.stream()
                .flatMap(centre -> {
                    double radius = ofCentres.stream()
                            .filter(other -> !other.key().equals(centre.key()))
                            .map(other -> distance(centre, other))
                            .sorted()
                            .toList()
                            .get(4);
                    return rows.stream().filter(row -> distance(centre, row) <= radius);
                })
                .count();
    }

    private static double distance(KeyedEmbedding a, KeyedEmbedding b) {
        return Math.sqrt(2 - 2 * SampleSets.cosine(a, b));
    }

    @Test
    void copiesOfTheRealPicturesAreFullyPreciseAndCover() {
        List<KeyedEmbedding> real = SampleSets.around("real", 40, 4, 0.4);
        List<Metric> metrics = measure(
                real,
                real.stream()
                        .map(row -> new KeyedEmbedding("copy of " + row.key(), row.vector()))
                        .toList());
        for (int i : new int[] {0, 1, 3}) {
            assertEquals(1, metrics.get(i).value(), metrics.get(i).key());
        }
    }

    @Test
    void aPictureAndThePartnerOfItsCaptionAreNoIndependentDraws() {
        List<KeyedEmbedding> real = SampleSets.around("real", 40, 4, 0.4);
        double paired = measure(real, real).get(2).value();
        double others = measure(
                        real,
                        real.stream()
                                .map(row -> new KeyedEmbedding("copy of " + row.key(), row.vector()))
                                .toList())
                .get(2)
                .value();
        assertEquals(others - 1.0 / 5, paired, 1e-12, "a fifth of a ball less: each lies in its partner's");
    }

    /** A picture drawn ten times is as near to itself as its balls reach. */
    @Test
    void onePictureDrawnAgainAndAgainIsPreciseAndRecallsNothing() {
        List<KeyedEmbedding> real = SampleSets.around("real", 40, 4, 0.4);
        List<KeyedEmbedding> drawn = Stream.iterate(0, i -> i < 10, i -> i + 1)
                .map(i -> new KeyedEmbedding("drawn" + i, real.get(3).vector()))
                .toList();
        List<Metric> metrics = measure(real, drawn);
        assertEquals(1, metrics.get(0).value());
        assertEquals(1.0 / 40, metrics.get(1).value());
    }

    @Test
    void tooFewPicturesAreRefused() {
        List<KeyedEmbedding> real = SampleSets.around("real", 40, 4, 0.4);
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> measure(real, real.subList(0, 5)));
        assertEquals("precision and recall take more than 5 pictures of each kind, got 40 and 5", refusal.getMessage());
    }

    private static List<Metric> measure(List<KeyedEmbedding> real, List<KeyedEmbedding> drawn) {
        try (EmbeddingSet realSet = SampleSets.set(real);
                EmbeddingSet drawnSet = SampleSets.set(drawn)) {
            return NeighbourBalls.measure(realSet, drawnSet, SampleSets.RESAMPLING);
        }
    }
}
