package org.unclip.paramserver.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.unclip.paramserver.PeerLostException;
import org.unclip.paramserver.PushConfig;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.SliceMap;

/** What a rank learns of another one that is gone or does nothing. */
@Timeout(60)
final class WiredPeersTest {
    private static final String HOST = "127.0.0.1";
    private static final int STEP_TIMEOUT = 2;

    private final JobToken token = JobToken.generate("test");
    private final ConcurrentSkipListMap<Integer, String> addresses = new ConcurrentSkipListMap<>();
    private final CountDownLatch met = new CountDownLatch(2);
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final CompletableFuture<WiredPeers> second = CompletableFuture.supplyAsync(() -> peers(1));
    private final WiredPeers first = peers(0);

    @AfterEach
    void close() {
        first.close();
        second.join().close();
    }

    @Test
    void rankThatHangsUpIsLost() {
        second.join().close();

        assertLost("rank 1 was lost: ");
    }

    @Test
    void rankThatDoesNothingIsNamedAfterTheDeadline() {
        second.join();

        PeerLostException loss = assertThrows(PeerLostException.class, () -> first.gather(4, new double[1]));
        assertEquals("rank 1 was lost: it did not send its numbers of step 5 within 2 s", loss.getMessage());
        assertEquals(1, loss.rank());
    }

    @Test
    void rankThatLeavesIsNotLost() {
        CompletableFuture<Void> leaving = second.thenAcceptAsync(peers -> {
            peers.leave();
            peers.close();
        });
        first.leave();
        leaving.join();
    }

    @Test
    void waitingEndsWhenTheRankIsToldToStop() {
        second.join();
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> cancelled.set(true));

        assertThrows(CancellationException.class, () -> first.gather(0, new double[1]));
    }

    private void assertLost(String beginning) {
        PeerLostException loss = assertThrows(PeerLostException.class, () -> first.gather(0, new double[1]));
        assertEquals(beginning, loss.getMessage().substring(0, beginning.length()));
    }

    private WiredPeers peers(int rank) {
        WiredPeers.Place place = new WiredPeers.Place(
                rank, new ReductionTree(2), new SliceMap(10, 2), PushConfig.EXACT, false, 10, STEP_TIMEOUT);
        return new WiredPeers(
                place,
                receiver -> new Wire(HOST, HOST, token, new WireSettings(5, false), receiver),
                address -> meet(rank, address),
                cancelled::get);
    }

    private List<String> meet(int rank, String address) {
        addresses.put(rank, address);
        met.countDown();
        try {
            met.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(addresses.values());
    }
}
