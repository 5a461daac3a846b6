package org.unclip.job.stress;

import java.util.List;

/**
 * An established connection as Linux shows one end of it, in {@code /proc/PID/net/tcp} and {@code tcp6}.
 *
 * @param local address and port of this end, in the kernel's hexadecimal digits
 * @param remote of the other end
 * @param sendBytes sent, but not acknowledged yet
 * @param receiveBytes received, but not read yet
 * @param inode of the socket, by which its process is found
 */
record TcpConnection(String local, String remote, long sendBytes, long receiveBytes, long inode) {
    private static final String ESTABLISHED = "01";
    private static final int COLUMNS = 10; // sl local remote st tx:rx tr:when retrnsmt uid timeout inode
    private static final int HEXADECIMAL = 16;

    /** Those of a table, whose first line is its heading. */
    static List<TcpConnection> parse(String table) {
        return table.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= COLUMNS && columns[3].equals(ESTABLISHED))
                .map(TcpConnection::of)
                .toList();
    }

    private static TcpConnection of(String[] columns) {
        String[] queues = columns[4].split(":");
        return new TcpConnection(
                columns[1],
                columns[2],
                Long.parseLong(queues[0], HEXADECIMAL),
                Long.parseLong(queues[1], HEXADECIMAL),
                Long.parseLong(columns[9]));
    }

    /** Whether the other is the other end of the same connection. */
    boolean meets(TcpConnection other) {
        return local.equals(other.remote) && remote.equals(other.local);
    }
}
