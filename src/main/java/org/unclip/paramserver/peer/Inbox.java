package org.unclip.paramserver.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.unclip.paramserver.PartialSums.Part;
import org.unclip.paramserver.PeerLostException;
import org.unclip.paramserver.Peers.Whole;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.ReductionTree.Node;
import org.unclip.paramserver.SliceMap;
import org.unclip.paramserver.ThresholdCode;

/**
 * What has come from the other ranks and was not used yet.
 *
 * <p>Ranks run in lock-step: nobody can send the vectors of a step before everyone has used those of the step before. So
 * there is one place for each thing, and vectors are received where they are used. A place knows the step that it holds.
 * The rank's thread waits; the wire's threads fill.
 */
final class Inbox implements Receiver {
    /** The step of the last numbers of a rank, after which it needs nobody and nobody needs it. */
    static final long LEAVING = -2;

    private static final long NONE = Long.MIN_VALUE;
    private static final long POLL_MILLIS = 100;

    /** A partial sum that is waited for, over the own slice. */
    private static final class Place {
        private final Node node;
        private final float[] values;
        private long step = NONE;

        Place(Node node, int length) {
            this.node = node;
            this.values = new float[length];
        }
    }

    /** What one other rank sends. */
    private static final class Sender {
        private final int rank;
        private final List<Place> gradients;
        private final Map<Whole, Long> wholes = new EnumMap<>(Whole.class);
        private final List<double[]> numbers = new ArrayList<>(); // told and not yet taken, their step first
        private boolean joined;
        private boolean leaving;
        private String lost;

        Sender(int rank, List<Place> gradients) {
            this.rank = rank;
            this.gradients = gradients;
        }
    }

    private final SliceMap slices;
    private final int self;
    private final Map<Whole, float[]> wholes;
    private final BooleanSupplier cancelled;
    private final List<Sender> senders; // the own place is never filled

    /**
     * An empty inbox.
     *
     * @param wholes arrays for the vectors that everyone holds whole
     * @param cancelled whether the rank has been told to stop
     */
    Inbox(ReductionTree tree, SliceMap slices, int self, Map<Whole, float[]> wholes, BooleanSupplier cancelled) {
        this.slices = slices;
        this.self = self;
        this.wholes = wholes;
        this.cancelled = cancelled;
        this.senders = IntStream.range(0, slices.ranks())
                .mapToObj(rank -> new Sender(rank, rank == self ? List.of() : places(tree, rank)))
                .toList();
    }

    private List<Place> places(ReductionTree tree, int rank) {
        return tree.cover(tree.firstOf(rank, slices.ranks()), tree.firstOf(rank + 1, slices.ranks())).stream()
                .map(node -> new Place(node, slices.size(self)))
                .toList();
    }

    /** Waits until every other rank has connected. */
    void awaitJoined(long timeoutSeconds) {
        await("connect", timeoutSeconds, sender -> sender.joined);
    }

    /** Waits for all partial sums of the own slice. */
    void awaitGradients(long step, long timeoutSeconds) {
        await("send its gradient of step " + (step + 1), timeoutSeconds, sender -> sender.gradients.stream()
                .allMatch(place -> place.step == step));
    }

    /** A rank's partial sums of the own slice. */
    List<Part> gradients(int rank) {
        return senders.get(rank).gradients.stream()
                .map(place -> new Part(place.node, place.values, 0))
                .toList();
    }

    /** Waits for everyone's next numbers. */
    void awaitNumbers(long step, long timeoutSeconds) {
        await("send its numbers of step " + (step + 1), timeoutSeconds, sender -> !sender.numbers.isEmpty());
    }

    /** Takes out a rank's next numbers, which must be those of the step. */
    synchronized double[] takeNumbers(int rank, long step) {
        double[] told = senders.get(rank).numbers.remove(0);
        if ((long) told[0] != step) {
            throw new IllegalStateException(
                    "rank %d is at step %d, this one at %d".formatted(rank, (long) told[0] + 1, step + 1));
        }
        return Arrays.copyOfRange(told, 1, told.length);
    }

    /** Waits for everyone's slice of a vector. */
    void awaitWhole(Whole vector, long step, long timeoutSeconds) {
        await(
                "send its %s of step %d".formatted(vector.name().toLowerCase(Locale.ROOT), step + 1),
                timeoutSeconds,
                sender -> slices.size(sender.rank) == 0 || sender.wholes.getOrDefault(vector, NONE) == step);
    }

    private synchronized void await(String what, long timeoutSeconds, Predicate<Sender> has) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (true) {
            List<Sender> missing = senders.stream()
                    .filter(sender -> sender.rank != self && !has.test(sender))
                    .toList();
            if (missing.isEmpty()) {
                return;
            }
            requireNobodyLost();
            if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new CancellationException("told to stop");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new PeerLostException(
                        missing.get(0).rank, "it did not %s within %d s".formatted(what, timeoutSeconds));
            }
            try {
                wait(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireNobodyLost() {
        for (Sender sender : senders) {
            if (sender.lost != null && !sender.leaving) {
                throw new PeerLostException(sender.rank, sender.lost);
            }
        }
    }

    @Override
    public synchronized void joined(int from) {
        other(from).joined = true;
        notifyAll();
    }

    @Override
    public synchronized void message(int from, ByteBuffer message) {
        double[] numbers = new double[message.remaining() / Double.BYTES];
        message.asDoubleBuffer().get(numbers);
        Sender sender = other(from);
        sender.numbers.add(numbers);
        sender.leaving |= numbers[0] == LEAVING;
        notifyAll();
    }

    @Override
    public FloatSink vector(int from, VectorHeader header) {
        return switch (header.kind()) {
            case GRADIENT -> gradient(place(other(from), header), header);
            case CODED_GRADIENT -> codedGradient(place(other(from), header), header);
            case PARAMETERS -> slice(Whole.PARAMETERS, other(from), header);
            case AVERAGE -> slice(Whole.AVERAGE, other(from), header);
        };
    }

    private static Place place(Sender sender, VectorHeader header) {
        Node node = new Node(header.first(), header.size());
        return sender.gradients.stream()
                .filter(candidate -> candidate.node.equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(header + " is not rank " + sender.rank + "'s to send"));
    }

    private FloatSink gradient(Place place, VectorHeader header) {
        return new FloatSink(place.values, 0, place.values.length, () -> arrived(() -> place.step = header.step()));
    }

    private FloatSink codedGradient(Place place, VectorHeader header) {
        if (header.length() < 1 || header.length() > place.values.length + 1) {
            throw new IllegalArgumentException(header + " for a slice of " + place.values.length);
        }
        float[] code = new float[header.length()];
        return new FloatSink(code, 0, code.length, () -> {
            ThresholdCode.decode(code, place.values);
            arrived(() -> place.step = header.step());
        });
    }

    private FloatSink slice(Whole vector, Sender sender, VectorHeader header) {
        return new FloatSink(
                wholes.get(vector),
                slices.from(sender.rank),
                slices.size(sender.rank),
                () -> arrived(() -> sender.wholes.put(vector, header.step())));
    }

    private synchronized void arrived(Runnable note) {
        note.run();
        notifyAll();
    }

    @Override
    public synchronized void lost(int rank, String cause) {
        Sender sender = other(rank);
        if (sender.lost == null) {
            sender.lost = cause;
            notifyAll();
        }
    }

    private Sender other(int rank) {
        if (rank < 0 || rank >= senders.size() || rank == self) {
            throw new IllegalArgumentException("there is no other rank " + rank + " of " + senders.size());
        }
        return senders.get(rank);
    }
}
