package org.unclip.paramserver.peer;

import io.netty.channel.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;

/**
 * One end of a job's network: listens on a free port, connects to others, and notices who falls silent.
 *
 * <p>Spark's transport brings framing, back-pressure, proof of the job's secret in both directions and, if wanted, AES.
 * A connection carries one direction, so two ranks have two. Every end sends a pulse over its connections and
 * {@linkplain Receiver#lost loses} whoever was not heard of, so that a stopped process or a cut cable shows like a closed
 * connection, only later. For any thread.
 */
public final class Wire implements AutoCloseable {
    private static final int PULSES_PER_SILENCE = 4;
    private static final int MOST_THREADS = 8; // as Spark limits its own
    private static final String MODULE = "unclip";

    private final WireSettings settings;
    private final JobToken token;
    private final Receiver receiver;
    private final TransportContext context;
    private final TransportServer server;
    private final TransportClientFactory clients;
    private final String host;
    private final Set<Incoming> incoming = ConcurrentHashMap.newKeySet();
    private final Set<Connection> outgoing = ConcurrentHashMap.newKeySet();
    private long beatNanos = System.nanoTime(); // of the pulse's thread
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(Wire::daemon);

    /**
     * Opens an end.
     *
     * @param bind address of this host to listen on
     * @param host name or address by which the others reach it
     * @param receiver gets what comes in
     */
    public Wire(String bind, String host, JobToken token, WireSettings settings, Receiver receiver) {
        this.host = host;
        this.token = token;
        this.settings = settings;
        this.receiver = receiver;
        TransportConf conf = conf(settings);
        context = new TransportContext(conf, new NoOpRpcHandler());
        server = context.createServer(
                bind, 0, List.of((channel, none) -> incoming(channel), new AuthServerBootstrap(conf, token)));
        clients = context.createClientFactory(List.of(new AuthClientBootstrap(conf, token.job(), token)));
        long interval = TimeUnit.SECONDS.toMillis(settings.silenceSeconds()) / PULSES_PER_SILENCE;
        pulse.scheduleAtFixedRate(this::beat, interval, interval, TimeUnit.MILLISECONDS);
    }

    private static TransportConf conf(WireSettings settings) {
        String threads =
                String.valueOf(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        return new TransportConf(
                MODULE,
                new MapConfigProvider(Map.of(
                        "spark.unclip.io.serverThreads",
                        threads,
                        "spark.unclip.io.clientThreads",
                        threads,
                        "spark.unclip.io.connectionCreationTimeout",
                        settings.silenceSeconds() + "s",
                        "spark.network.auth.rpcTimeout",
                        settings.silenceSeconds() + "s",
                        "spark.network.crypto.enabled",
                        String.valueOf(settings.encrypt()),
                        "spark.network.crypto.authEngineVersion",
                        "2",
                        "spark.network.crypto.saslFallback",
                        "false")));
    }

    /** Where others connect to: {@code host:port}. */
    public String address() {
        return host + ":" + server.getPort();
    }

    /**
     * Connects to another end, which must know the same secret.
     *
     * @param to the rank there, for the receiver's {@code lost}
     * @param self the rank here
     * @throws IOException if it can't be reached, or is not of the same job
     */
    public Connection connect(int to, String address, int self) throws IOException {
        int colon = address.lastIndexOf(':');
        try {
            TransportClient client = clients.createUnmanagedClient(
                    address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
            client.sendRpcSync(Incoming.hello(self), TimeUnit.SECONDS.toMillis(settings.silenceSeconds()));
            Connection connection = new Connection(to, client, receiver);
            outgoing.add(connection);
            return connection;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting to " + address, e);
        } catch (RuntimeException e) {
            throw new IOException("%s does not take a rank of %s: %s".formatted(address, token.job(), e), e);
        }
    }

    private Incoming incoming(Channel channel) {
        Incoming connection = new Incoming(this, receiver, channel);
        incoming.add(connection);
        return connection;
    }

    void forget(Incoming connection) {
        incoming.remove(connection);
    }

    private void beat() {
        outgoing.forEach(Connection::pulse);
        long now = System.nanoTime();
        long silence = TimeUnit.SECONDS.toNanos(settings.silenceSeconds());
        boolean paused = now - beatNanos > 2 * silence / PULSES_PER_SILENCE;
        beatNanos = now;
        if (paused) { // this process stood still, and what it did not hear meanwhile is yet to be read
            incoming.forEach(connection -> connection.heard(now));
        } else {
            incoming.forEach(connection -> connection.endIfSilent(now, silence));
        }
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        outgoing.forEach(Connection::close);
        clients.close();
        server.close();
        context.close();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "unclip-pulse");
        thread.setDaemon(true);
        return thread;
    }
}
