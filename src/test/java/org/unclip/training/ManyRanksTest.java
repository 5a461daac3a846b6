package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.PushConfig;
import org.unclip.storage.Checkpoint;
import org.unclip.storage.Folder;

/** A toy trained by several ranks that exchange over real connections. */
final class ManyRanksTest {
    private static final int SIZE = 6 * Chunks.SIZE + 77;
    private static final long STEPS = 20;

    @TempDir
    private Path disk;

    @ParameterizedTest
    @CsvSource({"2, false", "3, false", "4, false", "8, false", "2, true", "3, true"})
    void anyNumberOfRanksGivesTheBitsOfOne(int ranks, boolean encrypt) {
        train("one", SIZE, STEPS, new OnlyRank());
        train("many", SIZE, STEPS, new ThreadRanks(ranks, encrypt));

        assertEquals(last("one", SIZE).digest(), last("many", SIZE).digest());
        assertEquals(Toy.timelessMetrics(disk.resolve("one")), Toy.timelessMetrics(disk.resolve("many")));
    }

    @Test
    void ranksThatOwnNothingTrainToo() {
        train("one", 100, STEPS, new OnlyRank());
        train("many", 100, STEPS, new ThreadRanks(4, false));

        assertEquals(last("one", 100).digest(), last("many", 100).digest());
    }

    @Test
    void trainingGoesOnWithAnotherNumberOfRanks() {
        train("one", SIZE, STEPS, new OnlyRank());
        train("many", SIZE, 6, new ThreadRanks(3, false));
        train("many", SIZE, 12, new ThreadRanks(2, false));
        train("many", SIZE, STEPS, new ThreadRanks(4, false));
        train("stopped", SIZE, 6, new OnlyRank());
        train("stopped", SIZE, 12, new OnlyRank());
        train("stopped", SIZE, STEPS, new OnlyRank());

        assertEquals(last("stopped", SIZE).digest(), last("many", SIZE).digest());
    }

    @Test
    void codedGradientsTrainToo() {
        train("one", SIZE, 60, new OnlyRank());
        PushConfig coded = new PushConfig(PushConfig.Kind.THRESHOLD, 1);
        TrainingJob job = Toy.job(Folder.at(disk.resolve("coded").toString()), SIZE, Toy.config(60, 0, coded), 1);
        TrainingResult result = new Trainer(job, Toy::noSamples, List.of())
                .train(new ThreadRanks(3, false), () -> Toy.initial(SIZE), Toy.Bowl::new);

        double exact = last("one", SIZE).manifest().validationLoss();
        double lossy = result.validationLoss().orElseThrow();
        assertNotEquals(exact, lossy);
        assertEquals(exact, lossy, 0.1 * exact);
        assertEquals(
                "threshold 1.0",
                job.checkpoints().latest().orElseThrow().manifest().push());
    }

    @Test
    void samplesAreDrawnWithTheWholeAverage() {
        TrainingConfig everyTenth = Toy.config(STEPS, 10, PushConfig.EXACT);
        List<ConcurrentSkipListMap<Long, float[]>> drawn = new ArrayList<>();
        for (Ranks ranks : List.of(new OnlyRank(), new ThreadRanks(3, false))) {
            ConcurrentSkipListMap<Long, float[]> samples = new ConcurrentSkipListMap<>();
            TrainingJob job =
                    Toy.job(Folder.at(disk.resolve("run" + drawn.size()).toString()), SIZE, everyTenth, 1);
            new Trainer(job, samples::put, List.of()).train(ranks, () -> Toy.initial(SIZE), Toy.Bowl::new);
            drawn.add(samples);
        }

        assertEquals(List.of(10L, 20L), List.copyOf(drawn.get(1).keySet()));
        assertArrayEquals(drawn.get(0).get(10L), drawn.get(1).get(10L));
        assertArrayEquals(drawn.get(0).get(20L), drawn.get(1).get(20L));
    }

    private void train(String folder, int size, long steps, Ranks ranks) {
        new Trainer(job(folder, size, steps), Toy::noSamples, List.of())
                .train(ranks, () -> Toy.initial(size), Toy.Bowl::new);
    }

    private TrainingJob job(String folder, int size, long steps) {
        return Toy.job(Folder.at(disk.resolve(folder).toString()), size, Toy.config(steps), 2);
    }

    private Checkpoint last(String folder, int size) {
        return job(folder, size, STEPS).checkpoints().latest().orElseThrow();
    }
}
