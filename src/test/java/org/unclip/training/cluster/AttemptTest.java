package org.unclip.training.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.unclip.config.ExitCode;
import org.unclip.storage.SliceFile;
import org.unclip.training.Leader;
import org.unclip.training.TrainingProgress;

/** What the driver makes of what its ranks say. */
@Timeout(30)
final class AttemptTest {
    private final BlockingQueue<RankEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> stage = new CompletableFuture<>();
    private final List<String> led = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean stopWanted;
    private final Attempt attempt = new Attempt(new Notes(), 3, 5, told::add);

    @Test
    void endsWhenAllRanksHaveEnded() {
        said(0, new RankMessage.SliceWritten(4, 3, new SliceFile("a", 0, 5, 1), 0.5));
        for (int rank = 0; rank < 3; rank++) {
            said(rank, new RankMessage.Ended());
            events.add(new RankEvent.Gone(rank, "its connection was closed"));
        }

        assertEquals(Optional.empty(), attempt.follow(events, stage));
        assertEquals(List.of("slice of step 4, OptionalDouble[0.5]"), led);
    }

    @Test
    void firstRankAloneIsToldToStopAndOnlyOnce() {
        stopWanted = true;
        started();
        for (int rank = 0; rank < 3; rank++) {
            said(rank, new RankMessage.Ended());
        }

        assertEquals(Optional.empty(), attempt.follow(events, stage));
        assertEquals(List.of("host0:1"), told);
    }

    @Test
    void rankThatOthersLostAndThatSaidNothingIsTheCulprit() {
        started();
        lost(0, 2, "its connection was closed"); // lost rank 2 because that failed over rank 1
        lost(2, 1, "its connection was closed");
        events.add(new RankEvent.Gone(0, "its connection was closed"));
        events.add(new RankEvent.Gone(2, "its connection was closed"));

        assertFailure("Rank 1 (executor 11 on host1) was lost: its connection was closed", null, "11");
    }

    @Test
    void rankThatOnlyTheDriverMissesIsTheCulprit() {
        started();
        events.add(new RankEvent.Gone(2, "nothing was heard of it for 20 s"));

        assertFailure("Rank 2 (executor 12 on host2) was lost: nothing was heard of it for 20 s", null, "12");
    }

    @Test
    void ranksThatSparkStopsAreNotToBlame() {
        started();
        events.add(new RankEvent.Gone(2, "its connection was closed"));
        said(0, new RankMessage.Stopped());
        said(1, new RankMessage.Stopped());
        events.add(new RankEvent.Gone(0, "its connection was closed"));
        events.add(new RankEvent.Gone(1, "its connection was closed"));

        assertFailure("Rank 2 (executor 12 on host2) was lost: its connection was closed", null, "12");
    }

    @Test
    void ofRanksThatAccuseEachOtherTheFirstAccusedIsToBlame() {
        started();
        lost(0, 1, "it did not send its gradient of step 5 within 600 s");
        lost(1, 0, "its connection was closed");

        assertFailure(
                "Rank 1 (executor 11 on host1) was lost: it did not send its gradient of step 5 within 600 s",
                null,
                "11");
    }

    @Test
    void allExecutorsOfACutOffHostAreLost() {
        started();
        lost(0, 1, "nothing was heard of it for 20 s");
        events.add(new RankEvent.Gone(2, "nothing was heard of it for 20 s"));
        events.add(new RankEvent.Gone(1, "nothing was heard of it for 20 s"));

        assertFailure("Rank 1 (executor 11 on host1) was lost: nothing was heard of it for 20 s", null, "11", "12");
    }

    @Test
    void ranksThatNeverStartAreSaid() {
        said(1, new RankMessage.Started("11", "host1", "host1:1"));

        assertFailure("Only 1 of 3 ranks started within 5 s", null);
    }

    @Test
    void faultAfterTheEndIsNone() {
        for (int rank = 0; rank < 3; rank++) {
            said(rank, new RankMessage.Ended());
            said(rank, new RankMessage.Failed(null, null, "java.util.concurrent.TimeoutException"));
        }

        assertEquals(Optional.empty(), attempt.follow(events, stage));
    }

    @Test
    void faultOfTheUserIsToldAsItIs() {
        started();
        lost(0, 1, "its connection was closed");
        said(1, new RankMessage.Failed(null, ExitCode.FATAL, "slice-00001 is damaged: restore it."));

        assertFailure("slice-00001 is damaged: restore it.", ExitCode.FATAL);
    }

    @Test
    void faultOfTheProgramIsFatalAndNamesThePlace() {
        started();
        said(1, new RankMessage.Failed(null, null, "java.lang.IllegalStateException: no"));

        assertFailure(
                "Rank 1 (executor 11 on host1) failed unexpectedly: java.lang.IllegalStateException: no",
                ExitCode.FATAL);
    }

    @Test
    void passingFaultOfTheStorageMayBeTriedAgain() {
        started();
        lost(0, 1, "its connection was closed");
        said(1, new RankMessage.Failed(null, ExitCode.RETRY, "Cannot write s3a://b/c (timed out): …"));

        assertFailure("Rank 1 (executor 11 on host1): Cannot write s3a://b/c (timed out): …", ExitCode.RETRY);
    }

    @Test
    void stageThatEndsWithoutAWordIsAFailure() {
        stage.completeExceptionally(new IllegalStateException("Job aborted: no slots\nmore"));

        assertFailure("The ranks could not run: Job aborted: no slots", null);
    }

    private void started() {
        for (int rank = 0; rank < 3; rank++) {
            said(rank, new RankMessage.Started("1" + rank, "host" + rank, "host" + rank + ":1"));
        }
    }

    private void lost(int rank, int lostRank, String cause) {
        said(rank, new RankMessage.Failed(lostRank, null, "rank " + lostRank + " was lost: " + cause));
    }

    /** As it comes over the wire. */
    private void said(int rank, RankMessage message) {
        events.add(new RankEvent.Said(rank, RankMessage.decoded(java.nio.ByteBuffer.wrap(message.encoded()))));
    }

    private void assertFailure(String message, ExitCode exitCode, String... lostExecutors) {
        assertEquals(
                Optional.of(new Signs.Failure(message, Optional.ofNullable(exitCode), List.of(lostExecutors))),
                attempt.follow(events, stage));
    }

    private final class Notes implements Leader {
        @Override
        public void onProgress(TrainingProgress progress) {
            led.add("step " + progress.step());
        }

        @Override
        public void onSlice(long stepsDone, int ranks, Optional<SliceFile> file, OptionalDouble validationLoss) {
            led.add("slice of step " + stepsDone + ", " + validationLoss);
        }

        @Override
        public void onAverage(long stepsDone, int ranks, int from, float[] averaged) {
            led.add("average of step " + stepsDone);
        }

        @Override
        public boolean stopWanted() {
            return stopWanted;
        }
    }
}
