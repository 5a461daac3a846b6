package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hosts on one machine: network namespaces of Linux, joined by a switch, each of which can be cut off.
 *
 * <p>The switch is a bridge in a namespace of its own, so that nothing of it is in the machine's network: no address, no
 * route, no device. What runs in them reaches each other and itself alone. They are removed when closed, or else when
 * this process ends; what runs in them must have ended before.
 */
public final class NetworkNamespaces implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name =
            "unclip-%d-%d-".formatted(ProcessHandle.current().pid(), MADE.incrementAndGet());
    private final List<String> namespaces = new ArrayList<>();
    private final Ending ending = new Ending(this::remove);

    private NetworkNamespaces() {}

    /** Why this machine does not permit them; empty if it does. */
    public static Optional<String> whyNot() {
        try (NetworkNamespaces trial = new NetworkNamespaces()) {
            trial.addSwitch();
            trial.addHost(0);
            return Optional.empty();
        } catch (IllegalStateException refused) {
            return Optional.of("this machine permits no network namespaces (that takes Linux, root and iproute2): "
                    + refused.getMessage());
        }
    }

    /** Makes so many hosts that reach each other. */
    public static NetworkNamespaces of(int hosts) {
        NetworkNamespaces made = new NetworkNamespaces();
        try {
            made.addSwitch();
            for (int host = 0; host < hosts; host++) {
                made.addHost(host);
            }
            return made;
        } catch (IllegalStateException refused) {
            made.close();
            throw refused;
        }
    }

    /** Where processes of a host run, hosts counted from 0. */
    public Place host(int host) {
        return new Place(address(host), List.of("ip", "netns", "exec", name + host));
    }

    /** Takes a host's cable out: what is sent from or to it is lost, without a word to anybody. */
    public void cutOff(int host) {
        inSwitch("link", "set", "port" + host, "down");
    }

    /** Puts the cable in again. */
    public void rejoin(int host) {
        inSwitch("link", "set", "port" + host, "up");
    }

    @Override
    public void close() {
        ending.close();
    }

    private void addSwitch() {
        addNamespace(name + "switch");
        inSwitch("link", "add", "switch", "type", "bridge");
        inSwitch("link", "set", "switch", "up");
    }

    private void addHost(int host) {
        String namespace = name + host;
        addNamespace(namespace);
        inSwitch("link", "add", "port" + host, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        inSwitch("link", "set", "port" + host, "master", "switch");
        inSwitch("link", "set", "port" + host, "up");
        ip("-n", namespace, "address", "add", address(host) + "/24", "dev", "eth0");
        ip("-n", namespace, "link", "set", "eth0", "up");
        ip("-n", namespace, "link", "set", "lo", "up");
    }

    private static String address(int host) {
        return "10.77.0." + (host + 1);
    }

    private void addNamespace(String namespace) {
        ip("netns", "add", namespace);
        namespaces.add(namespace);
    }

    private void inSwitch(String... words) {
        List<String> command = new ArrayList<>(List.of("-n", name + "switch"));
        command.addAll(List.of(words));
        ip(command.toArray(String[]::new));
    }

    private void remove() {
        namespaces.forEach(namespace -> ip("netns", "delete", namespace));
    }

    private static void ip(String... words) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + printed.strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
