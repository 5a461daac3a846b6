package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is on its way between executors of this machine, seen from outside in Linux's tables. */
final class RankTraffic {
    private static final Path PROC = Path.of("/proc");
    private static final String SOCKET = "socket:[";

    /**
     * A transfer in its middle.
     *
     * @param executor that sends
     * @param bytes of it that the system holds, sent and not read yet
     */
    record Transfer(ExecutorProcess executor, long bytes) {}

    private RankTraffic() {}

    /** What each executor is sending to others at this moment. */
    static List<Transfer> transfers(List<ExecutorProcess> executors) {
        Map<Long, ExecutorProcess> owners = new HashMap<>();
        executors.forEach(executor -> sockets(executor).forEach(inode -> owners.put(inode, executor)));
        List<TcpConnection> ends = executors.stream()
                .limit(1) // one table has the connections of all
                .flatMap(executor -> connections(executor).stream())
                .filter(end -> owners.containsKey(end.inode()))
                .toList();
        List<Transfer> transfers = new ArrayList<>();
        for (TcpConnection sender : ends) {
            ends.stream().filter(sender::meets).findFirst().ifPresent(receiver -> {
                long bytes = sender.sendBytes() + receiver.receiveBytes();
                transfers.add(new Transfer(owners.get(sender.inode()), bytes));
            });
        }
        return transfers;
    }

    private static List<TcpConnection> connections(ExecutorProcess executor) {
        List<TcpConnection> connections = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try {
                connections.addAll(
                        TcpConnection.parse(Files.readString(folder(executor).resolve(table), US_ASCII)));
            } catch (IOException ended) {
                return List.of();
            }
        }
        return connections;
    }

    private static List<Long> sockets(ExecutorProcess executor) {
        List<Long> inodes = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder(executor).resolve("fd"))) {
            for (Path file : files) {
                String target = target(file);
                if (target.startsWith(SOCKET)) {
                    inodes.add(Long.parseLong(target.substring(SOCKET.length(), target.length() - 1)));
                }
            }
        } catch (IOException ended) {
            return List.of();
        }
        return inodes;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Path folder(ExecutorProcess executor) {
        return PROC.resolve(Long.toString(executor.process().pid()));
    }
}
