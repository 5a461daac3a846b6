package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.config.UserError;
import org.unclip.paramserver.Chunks;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;
import org.unclip.storage.SmallStore;

final class TrainerTest {
    private static final int SIZE = Chunks.SIZE + 77;
    private static final long STEPS = 20;

    @TempDir
    private Path disk;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 20})
    void anyNumberOfThreadsGivesTheSameBits(int threads) throws IOException {
        Toy.train(disk.resolve("one"), SIZE, STEPS, 1);
        Toy.train(disk.resolve("many"), SIZE, STEPS, threads);

        assertSameEnd("one", "many");
    }

    @Test
    void killedAtRandomStepsAndContinuedEndsWithTheSameBits() throws IOException {
        Toy.train(disk.resolve("whole"), SIZE, STEPS, 2);
        KeyedRandom random = KeyedRandom.of(9, "kills");
        Path killed = disk.resolve("killed");
        for (int kill = 0; kill < 6; kill++) {
            int step = 1 + random.nextInt((int) STEPS - 1);
            int microBatch = random.nextInt(Toy.MICRO_BATCHES);
            trainUntilKilled(killed, step, microBatch, 1 + kill % 3);
        }
        Toy.train(killed, SIZE, STEPS, 1);

        assertSameEnd("whole", "killed");
        assertEquals(Toy.timelessMetrics(disk.resolve("whole")), Toy.timelessMetrics(killed));
    }

    @Test
    void finishedTrainingIsReadAndNotRepeated() {
        TrainingResult first = Toy.train(disk, 100, STEPS, 1);
        TrainingResult again = Toy.train(disk, 100, STEPS, 1);

        assertArrayEquals(first.averaged(), again.averaged());
        assertEquals(first.validationLoss(), again.validationLoss());
        assertEquals(STEPS, again.step());
    }

    @Test
    void keepsTheLastCheckpoints() {
        Toy.train(disk, 100, STEPS, 1);

        assertEquals(
                List.of("step-000000018", "step-000000020"),
                Folder.at(disk.toString()).folder("checkpoints/toy").names());
    }

    @Test
    void reportsEveryLogCheckpointAndValidationOnce() throws IOException {
        List<TrainingProgress> reports = new ArrayList<>();
        Toy.train(disk, 100, 8, 1, reports::add);

        assertEquals(
                List.of(2L, 3L, 4L, 6L, 8L),
                reports.stream().map(TrainingProgress::step).toList());
        assertEquals(
                List.of(false, true, false, true, true),
                reports.stream().map(p -> p.validationLoss().isPresent()).toList());
        List<String> lines = Files.readAllLines(disk.resolve("metrics/toy.jsonl"));
        assertEquals(5, lines.size());
        assertTrue(
                lines.get(1)
                        .matches(
                                "\\{\"job\":\"toy\",\"step\":3,\"loss\":[^,]+,\"validationLoss\":[^,]+,\"learningRate\":0.05,"
                                        + "\"gradientNorm\":[^,]+,\"examplesPerSecond\":[^,]+,\"seconds\":[^,]+,\"ranks\":1,\"exchangeShare\":[^,]+}"),
                lines.get(1));
    }

    @Test
    void nothingHeldOutIsNoFault() {
        TrainingJob job = Toy.job(Folder.at(disk.toString()), 100, Toy.config(6), 1);

        TrainingResult result = Toy.train(job, () -> new Toy.Bowl() {
            @Override
            public int validationBatches() {
                return 0;
            }
        });

        assertEquals(6, result.step());
        assertEquals(OptionalDouble.empty(), result.validationLoss());
    }

    @Test
    void resumeTellsWhetherSettingsChanged() {
        TrainingJob job = Toy.job(Folder.at(disk.toString()), 100, Toy.config(9), 1);
        Toy.train(job, Toy.Bowl::new);
        TrainingJob changed =
                new TrainingJob(job.identity(), Toy.config(12), "another digest", job.decay(), job.runFolder(), 1);
        List<String> heard = new ArrayList<>();
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void onProgress(TrainingProgress progress) {}

            @Override
            public void onResume(long step, boolean settingsChanged) {
                heard.add(step + " " + settingsChanged);
            }
        };
        Toy.train(job, Toy.Bowl::new, observer);
        Toy.train(changed, Toy.Bowl::new, observer);

        assertEquals(List.of("9 false", "9 true"), heard);
    }

    @Test
    void sourcesAreOpenedUsedAndClosedOnTheirOwnThreads() {
        Set<String> opened = ConcurrentHashMap.newKeySet();
        Set<String> closed = ConcurrentHashMap.newKeySet();
        train(2, () -> {
            opened.add(Thread.currentThread().getName());
            return new Toy.Bowl() {
                private final Thread owner = Thread.currentThread();

                @Override
                public double gradient(long step, int microBatch, float[] gradientOut) {
                    assertEquals(owner, Thread.currentThread());
                    return super.gradient(step, microBatch, gradientOut);
                }

                @Override
                public void close() {
                    closed.add(Thread.currentThread().getName());
                }
            };
        });

        assertEquals(Set.of("unclip-worker-0", "unclip-worker-4"), opened);
        assertEquals(opened, closed);
    }

    @Test
    void sourceThatCannotBeOpenedIsReported() {
        UserError fault = UserError.fatal("shard 3 is missing");

        assertEquals(
                fault,
                assertThrows(
                        UserError.class,
                        () -> train(2, () -> {
                            throw fault;
                        })));
    }

    @Test
    void lossThatIsNotANumberNamesStepAndMicroBatchAndLeavesTheLastCheckpoint() {
        assertFailsAtStepFiveMicroBatchSix(
                "The loss of micro-batch 6 in step 5 is NaN: the last checkpoint is whole; lower learningRate,"
                        + " raise warmupSteps or lower gradientClip and run the same command again.",
                gradient -> {},
                Double.NaN);
    }

    @Test
    void gradientThatIsInfiniteNamesStepAndMicroBatch() {
        assertFailsAtStepFiveMicroBatchSix(
                "The gradient of micro-batch 6 in step 5 is Infinity: the last checkpoint is whole; lower learningRate,"
                        + " raise warmupSteps or lower gradientClip and run the same command again.",
                gradient -> gradient[SIZE - 1] = Float.NEGATIVE_INFINITY,
                1.0);
    }

    @Test
    void fullDiskLeavesTheLastCheckpointToContinueFrom() throws IOException {
        Toy.train(disk.resolve("whole"), SIZE, STEPS, 2);
        Folder small = Folder.at("small://" + disk.resolve("small"), SmallStore.settings());
        TrainingJob job = Toy.job(small, SIZE, Toy.config(STEPS), 2);
        SmallStore.setBytesLeft((long) (2.5 * SIZE * 4 * Float.BYTES));

        UserError error = assertThrows(UserError.class, () -> Toy.train(job, Toy.Bowl::new));

        assertTrue(
                error.getMessage().matches("(?s).*step-000000009/slice-00000-\\w{8}.bin \\(No space left.*"),
                error.getMessage());
        assertEquals(6, job.checkpoints().latest().orElseThrow().manifest().step());
        SmallStore.setBytesLeft(Long.MAX_VALUE);
        Toy.train(job, Toy.Bowl::new);
        assertSameEnd("whole", "small");
    }

    private interface Spoiler {
        void spoil(float[] gradient);
    }

    private void assertFailsAtStepFiveMicroBatchSix(String message, Spoiler spoiler, double loss) {
        GradientSource.Factory sources = () -> new Toy.Bowl() {
            @Override
            public double gradient(long step, int microBatch, float[] gradientOut) {
                double sound = super.gradient(step, microBatch, gradientOut);
                if (step == 4 && microBatch >= 6) {
                    spoiler.spoil(gradientOut);
                    return loss;
                }
                return sound;
            }
        };

        assertEquals(
                message, assertThrows(UserError.class, () -> train(3, sources)).getMessage());
        TrainingJob job = Toy.job(Folder.at(disk.toString()), SIZE, Toy.config(STEPS), 1);
        assertEquals(3, job.checkpoints().latest().orElseThrow().manifest().step());
    }

    private void train(int threads, GradientSource.Factory sources) {
        TrainingJob job = Toy.job(Folder.at(disk.toString()), SIZE, Toy.config(STEPS), threads);
        Toy.train(job, sources);
    }

    private void trainUntilKilled(Path folder, long killStep, int killMicroBatch, int threads) {
        TrainingJob job = Toy.job(Folder.at(folder.toString()), SIZE, Toy.config(STEPS), threads);
        GradientSource.Factory sources = () -> new Toy.Bowl() {
            @Override
            public double gradient(long step, int microBatch, float[] gradientOut) {
                if (step >= killStep && microBatch == killMicroBatch) {
                    throw new IllegalStateException("killed");
                }
                return super.gradient(step, microBatch, gradientOut);
            }
        };
        assertThrows(IllegalStateException.class, () -> Toy.train(job, sources));
    }

    /** Parameters, moments and average, as the last checkpoints hold them. */
    private void assertSameEnd(String expected, String actual) throws IOException {
        assertArrayEquals(
                Files.readAllBytes(Toy.slice(disk.resolve(expected), STEPS)),
                Files.readAllBytes(Toy.slice(disk.resolve(actual), STEPS)));
    }
}
