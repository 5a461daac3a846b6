package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/** What happens when a process is asked to end. */
final class StopTest {
    private static final int SIZE = 100;
    private static final long STEPS = 20;

    private final Stop stop = new Stop();

    @TempDir
    private Path disk;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void trainingEndsAtItsNextStepWithACheckpointAndGoesOnToTheSameWeights(int ranks) {
        TrainingResult undisturbed = train("undisturbed", new Stop(), progress -> {}, new OnlyRank());
        TrainingObserver askAtStepFour = progress -> {
            if (progress.step() == 4) {
                stop.ask("SIGTERM");
            }
        };

        UserError stopped = assertThrows(
                UserError.class,
                () -> train(
                        "stopped", stop, askAtStepFour, ranks == 1 ? new OnlyRank() : new ThreadRanks(ranks, false)));
        assertEquals(ExitCode.RETRY, stopped.exitCode());
        assertEquals(
                "Stopped by SIGTERM: train toy has a checkpoint of step 5 of 20. The same command goes on from there.",
                stopped.getMessage());
        assertEquals(Optional.of(5L), job("stopped").checkpoints().latest().map(last -> last.manifest()
                .step()));
        TrainingResult continued = train("stopped", new Stop(), progress -> {}, new OnlyRank());
        assertArrayEquals(undisturbed.averaged(), continued.averaged());
    }

    @Test
    void nothingBeginsOnceAStopIsWanted() {
        stop.ask("SIGTERM");

        UserError stopped = assertThrows(UserError.class, () -> train("late", stop, progress -> {}, new OnlyRank()));
        assertEquals(
                "Stopped by SIGTERM: train toy has no checkpoint yet. The same command goes on from there.",
                stopped.getMessage());
    }

    @Test
    void whatLooksAtTheStopItselfIsNotCancelled() {
        List<String> cancelled = new ArrayList<>();
        stop.cancelWith(() -> cancelled.add("Spark"));

        stop.atNextStep(() -> {
            stop.ask("SIGTERM");
            return null;
        });

        assertEquals(List.of(), cancelled);
        assertThrows(UserError.class, stop::requireNone);
    }

    @Test
    void otherWorkIsCancelledAsOftenAsIsAsked() {
        List<String> cancelled = new ArrayList<>();
        stop.cancelWith(() -> cancelled.add("one"));
        stop.ask("SIGTERM");
        stop.cancelWith(() -> cancelled.add("another"));
        stop.ask("SIGINT");

        assertEquals(List.of("one", "another"), cancelled);
        assertEquals(
                "Stopped by SIGTERM: what was written is whole. Give the same command again.",
                stop.error().getMessage());
    }

    private TrainingResult train(String folder, Stop wanted, TrainingObserver observer, Ranks ranks) {
        return new Trainer(job(folder), Toy::noSamples, List.of(observer), wanted)
                .train(ranks, () -> Toy.initial(SIZE), Toy.Bowl::new);
    }

    private TrainingJob job(String folder) {
        return Toy.job(Folder.at(disk.resolve(folder).toString()), SIZE, Toy.config(STEPS), 1);
    }
}
