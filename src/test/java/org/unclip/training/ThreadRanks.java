package org.unclip.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import org.unclip.config.UserError;
import org.unclip.paramserver.Alone;
import org.unclip.paramserver.Peers;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.SliceMap;
import org.unclip.paramserver.peer.JobToken;
import org.unclip.paramserver.peer.Wire;
import org.unclip.paramserver.peer.WireSettings;
import org.unclip.paramserver.peer.WiredPeers;
import org.unclip.storage.SliceFile;

/** Ranks that are threads of this process, and exchange over real connections on loopback. */
final class ThreadRanks implements Ranks {
    static final String HOST = "127.0.0.1";

    private final int count;
    private final WireSettings settings;
    private final JobToken token = JobToken.generate("test");
    private final ConcurrentSkipListMap<Integer, String> addresses = new ConcurrentSkipListMap<>();
    private final CountDownLatch met;

    ThreadRanks(int count, boolean encrypt) {
        this.count = count;
        this.settings = new WireSettings(5, encrypt);
        this.met = new CountDownLatch(count);
    }

    @Override
    public void train(RankPlan plan, Leader lead) {
        Leader oneAtATime = new OneAtATime(lead);
        List<CompletableFuture<Void>> ranks = new ArrayList<>();
        for (int rank = 0; rank < count; rank++) {
            int number = rank;
            ranks.add(CompletableFuture.runAsync(
                    () -> {
                        try (Peers peers = peers(number, plan)) {
                            new RankLoop(plan, peers, oneAtATime).run();
                        }
                    },
                    task -> new Thread(task).start()));
        }
        try {
            ranks.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** The peers of a rank; for all ranks at the same time. */
    Peers peers(int rank, RankPlan plan) {
        SliceMap slices =
                new SliceMap(Math.toIntExact(plan.job().identity().layout().size()), count);
        return count == 1
                ? new Alone(slices)
                : peers(new WiredPeers.Place(
                        rank,
                        new ReductionTree(plan.job().config().microBatches()),
                        slices,
                        plan.job().config().push(),
                        true,
                        10,
                        10));
    }

    WiredPeers peers(WiredPeers.Place place) {
        return new WiredPeers(
                place,
                receiver -> new Wire(HOST, HOST, token, settings, receiver),
                address -> exchange(place.rank(), address),
                () -> false);
    }

    private List<String> exchange(int rank, String address) {
        addresses.put(rank, address);
        met.countDown();
        try {
            met.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(addresses.values());
    }

    /** Addresses of the ranks that have come, by rank. */
    List<String> addresses() {
        return List.copyOf(addresses.values());
    }

    @Override
    public void recover(RanksLostException loss, boolean progressed) {
        throw loss.getCause() instanceof UserError fault ? fault : loss;
    }

    /** Lets the ranks' threads in one by one. */
    private record OneAtATime(Leader lead) implements Leader {
        @Override
        public synchronized void onProgress(TrainingProgress progress) {
            lead.onProgress(progress);
        }

        @Override
        public synchronized void onSlice(
                long stepsDone, int ranks, Optional<SliceFile> file, OptionalDouble validationLoss) {
            lead.onSlice(stepsDone, ranks, file, validationLoss);
        }

        @Override
        public synchronized void onAverage(long stepsDone, int ranks, int from, float[] averaged) {
            lead.onAverage(stepsDone, ranks, from, averaged);
        }

        @Override
        public synchronized boolean stopWanted() {
            return lead.stopWanted();
        }
    }
}
