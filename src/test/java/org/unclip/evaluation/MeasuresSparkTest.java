package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasuresSparkTest {

    /** Of every measure: the same bits whichever order rows come in, and however many partitions and tasks there are. */
    @Test
    void measuresDoNotDependOnHowSparkSplitsTheWork() {
        List<Metric> once = everything(rows -> SampleSets.set(rows, 16, 1));
        List<Metric> again = everything(rows -> {
            List<KeyedEmbedding> reversed = new ArrayList<>(rows);
            Collections.reverse(reversed);
            return SampleSets.set(reversed, 16, 3);
        });
        assertEquals(once, again);
    }

    private static List<Metric> everything(Function<List<KeyedEmbedding>, EmbeddingSet> maker) {
        List<KeyedEmbedding> pictures = SampleSets.around("picture", 60, 6, 0.5);
        List<KeyedEmbedding> captions = IntStream.range(0, 120)
                .mapToObj(i -> new KeyedEmbedding(
                        "caption" + i,
                        pictures.get(i / 2).key(),
                        SampleSets.near(pictures.get(i / 2).vector(), 0.2, "caption", i)))
                .toList();
        List<KeyedEmbedding> others = SampleSets.around("other", 50, 6, 0.4);
        List<Metric> metrics = new ArrayList<>();
        try (EmbeddingSet a = maker.apply(pictures);
                EmbeddingSet b = maker.apply(captions);
                EmbeddingSet c = maker.apply(others)) {
            metrics.addAll(Retrieval.measure(a, b, SampleSets.RESAMPLING));
            PartnerCosine cosine = PartnerCosine.measure(b, a, SampleSets.RESAMPLING);
            metrics.addAll(List.of(cosine.partners(), cosine.shuffled()));
            metrics.add(Cmmd.measure(a, c, SampleSets.RESAMPLING));
            metrics.add(FrechetDistance.measure(b, c, SampleSets.RESAMPLING));
            metrics.addAll(NeighbourBalls.measure(a, c, SampleSets.RESAMPLING));
            metrics.addAll(
                    Memorisation.measure(b, a, c, 3, SampleSets.RESAMPLING).metrics());
        }
        return metrics;
    }
}
