package org.unclip.job.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.unclip.paramserver.Alone;
import org.unclip.paramserver.Peers;
import org.unclip.paramserver.PushConfig;
import org.unclip.paramserver.peer.JobToken;
import org.unclip.paramserver.peer.Wire;
import org.unclip.paramserver.peer.WireSettings;
import org.unclip.paramserver.peer.WiredPeers;

/**
 * A process of {@code bench exchange}: one rank. It reads its {@link Order} from standard input, tells its address on
 * standard output, reads everyone's, and tells its {@link ExchangeTimes} at the end.
 */
final class ExchangeRank {
    private static final String HOST = "127.0.0.1";
    private static final int TIMEOUT_SECONDS = 120;
    private static final int SILENCE_SECONDS = 20;

    /**
     * What the process is told.
     *
     * @param rank which one it is
     * @param token that all ranks know
     */
    record Order(ExchangePlan plan, int rank, JobToken token) implements Serializable {}

    private ExchangeRank() {}

    /** Without arguments, which others could read: the order has a secret. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(System.in);
                ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(FileDescriptor.out))) {
            Order order = (Order) in.readObject();
            try (Peers peers = peers(order, address -> meet(address, in, out));
                    ExchangeLoop loop = new ExchangeLoop(order.plan(), peers)) {
                tell(loop.run(), out);
            }
        }
    }

    private static Peers peers(Order order, WiredPeers.Rendezvous rendezvous) {
        ExchangePlan plan = order.plan();
        if (plan.ranks() == 1) {
            return new Alone(plan.slices());
        }
        WiredPeers.Place place = new WiredPeers.Place(
                order.rank(), plan.tree(), plan.slices(), PushConfig.EXACT, false, TIMEOUT_SECONDS, TIMEOUT_SECONDS);
        WireSettings settings = new WireSettings(SILENCE_SECONDS, plan.encrypt());
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        return new WiredPeers(
                place,
                receiver -> new Wire(HOST, HOST, order.token(), settings, receiver),
                rendezvous,
                () -> !parent.isAlive());
    }

    @SuppressWarnings("unchecked") // the other end is ExchangeBench
    private static List<String> meet(String address, ObjectInputStream in, ObjectOutputStream out) {
        try {
            tell(address, out);
            return (List<String>) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the process that started this rank has ended", e);
        }
    }

    private static void tell(Object word, ObjectOutputStream out) {
        try {
            out.writeObject(word);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the process that started this rank has ended", e);
        }
    }
}
