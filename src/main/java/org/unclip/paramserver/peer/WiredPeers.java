package org.unclip.paramserver.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.unclip.paramserver.PartialSums.Part;
import org.unclip.paramserver.PeerLostException;
import org.unclip.paramserver.Peers;
import org.unclip.paramserver.PushConfig;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.ReductionTree.Node;
import org.unclip.paramserver.SliceMap;
import org.unclip.paramserver.ThresholdCode;
import org.unclip.paramserver.peer.VectorHeader.Kind;

/** The ranks of a training in other processes, reached over a {@link Wire}. */
public final class WiredPeers implements Peers {
    private final int rank;
    private final SliceMap slices;
    private final long stepTimeoutSeconds;
    private final Map<Whole, float[]> wholes = new EnumMap<>(Whole.class);
    private final Optional<ThresholdCode> code;
    private final Inbox inbox;
    private final Wire wire;
    private final List<Connection> connections = new ArrayList<>(); // nothing at the own place

    /**
     * What a rank must know of a training to exchange with the others.
     *
     * @param rank which one it is
     * @param tree of the step's micro-batches
     * @param slices who owns what
     * @param push how gradients are sent
     * @param averages whether averaged parameters will be published too, for which room must be kept
     * @param joinTimeoutSeconds how long to wait for the others to connect
     * @param stepTimeoutSeconds how long to wait for what another rank must send in a step, its computing included
     */
    public record Place(
            int rank,
            ReductionTree tree,
            SliceMap slices,
            PushConfig push,
            boolean averages,
            long joinTimeoutSeconds,
            long stepTimeoutSeconds) {}

    /** Makes a rank's end of the wire, which hands what comes in to the receiver. */
    @FunctionalInterface
    public interface WireFactory {
        /** A new wire. */
        Wire open(Receiver receiver);
    }

    /** Tells all ranks this one's address, and returns everyone's by rank. */
    @FunctionalInterface
    public interface Rendezvous {
        /** Called once. */
        List<String> exchange(String address);
    }

    /**
     * Meets the other ranks.
     *
     * @param cancelled whether this rank has been told to stop; asked while it waits
     * @throws PeerLostException if one of them can't be reached or does not come in time
     */
    public WiredPeers(Place place, WireFactory wires, Rendezvous rendezvous, BooleanSupplier cancelled) {
        this.rank = place.rank();
        this.slices = place.slices();
        this.stepTimeoutSeconds = place.stepTimeoutSeconds();
        wholes.put(Whole.PARAMETERS, new float[slices.length()]);
        if (place.averages()) {
            wholes.put(Whole.AVERAGE, new float[slices.length()]);
        }
        code = place.push().kind() == PushConfig.Kind.THRESHOLD
                ? Optional.of(new ThresholdCode(place.push().threshold(), slices.length()))
                : Optional.empty();
        inbox = new Inbox(place.tree(), slices, rank, wholes, cancelled);
        wire = wires.open(inbox);
        try {
            List<String> addresses = rendezvous.exchange(wire.address());
            for (int peer = 0; peer < slices.ranks(); peer++) {
                connections.add(peer == rank ? null : connect(peer, addresses.get(peer)));
            }
            inbox.awaitJoined(place.joinTimeoutSeconds());
        } catch (RuntimeException | Error e) {
            wire.close();
            throw e;
        }
    }

    private Connection connect(int peer, String address) {
        try {
            return wire.connect(peer, address, rank);
        } catch (IOException e) {
            throw new PeerLostException(peer, "it can't be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int count() {
        return slices.ranks();
    }

    @Override
    public SliceMap slices() {
        return slices;
    }

    @Override
    public List<Part> reduce(long step, List<Part> mine) {
        forEachPeer(peer -> mine.forEach(part -> push(peer, step, part)));
        inbox.awaitGradients(step, stepTimeoutSeconds);
        List<Part> parts = new ArrayList<>();
        for (int peer = 0; peer < count(); peer++) {
            parts.addAll(peer == rank ? ofOwnSlice(mine) : inbox.gradients(peer));
        }
        return parts;
    }

    private void push(int peer, long step, Part part) {
        int from = slices.from(peer);
        int length = slices.size(peer);
        if (code.isPresent()) {
            float[] coded = code.get().encode(part.sum(), part.from() + from, from, length);
            connections.get(peer).send(header(Kind.CODED_GRADIENT, step, part.node(), from, coded.length), coded, 0);
        } else {
            connections
                    .get(peer)
                    .send(header(Kind.GRADIENT, step, part.node(), from, length), part.sum(), part.from() + from);
        }
    }

    private static VectorHeader header(Kind kind, long step, Node node, int from, int length) {
        return new VectorHeader(kind, step, node.first(), node.size(), from, length);
    }

    private List<Part> ofOwnSlice(List<Part> whole) {
        return whole.stream()
                .map(part -> new Part(part.node(), part.sum(), part.from() + slices.from(rank)))
                .toList();
    }

    @Override
    public List<double[]> gather(long step, double[] mine) {
        byte[] message = numbers(step, mine);
        forEachPeer(peer -> connections.get(peer).tell(message));
        inbox.awaitNumbers(step, stepTimeoutSeconds);
        List<double[]> everyones = new ArrayList<>();
        for (int peer = 0; peer < count(); peer++) {
            everyones.add(peer == rank ? mine : inbox.takeNumbers(peer, step));
        }
        return everyones;
    }

    @Override
    public float[] publish(Whole vector, long step, float[] mine) {
        Kind kind = vector == Whole.PARAMETERS ? Kind.PARAMETERS : Kind.AVERAGE;
        VectorHeader header = new VectorHeader(kind, step, 0, 0, slices.from(rank), slices.size(rank));
        if (slices.size(rank) > 0) {
            forEachPeer(peer -> connections.get(peer).send(header, mine, 0));
        }
        float[] whole = wholes.get(vector);
        System.arraycopy(mine, 0, whole, slices.from(rank), mine.length);
        inbox.awaitWhole(vector, step, stepTimeoutSeconds);
        return whole;
    }

    private static byte[] numbers(long step, double[] numbers) {
        ByteBuffer message =
                ByteBuffer.allocate((1 + numbers.length) * Double.BYTES).putDouble(step);
        message.asDoubleBuffer().put(numbers);
        return message.array();
    }

    /** Hangs up only after everyone has heard that it will: a connection that closes may overtake words on another. */
    @Override
    public void leave() {
        byte[] message = numbers(Inbox.LEAVING, new double[0]);
        forEachPeer(peer -> {
            try {
                connections.get(peer).tellAndWait(message, stepTimeoutSeconds, TimeUnit.SECONDS);
            } catch (RuntimeException unheard) {
                throw new PeerLostException(peer, "it did not hear the end: " + unheard.getMessage(), unheard);
            }
        });
        inbox.awaitNumbers(Inbox.LEAVING, stepTimeoutSeconds);
    }

    /** Visits the others, the next rank first, so that not everyone begins with the same. */
    private void forEachPeer(IntConsumer visit) {
        for (int i = 1; i < count(); i++) {
            visit.accept((rank + i) % count());
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
