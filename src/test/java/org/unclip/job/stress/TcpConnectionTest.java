package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** On lines of Linux 6. */
final class TcpConnectionTest {
    private static final String TCP = String.join(
            "\n",
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:B239 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 81234 1 0000 100",
            "   1: 0100007F:B23A 0100007F:C350 01 0001F400:00000000 01:00000014 00000000  1000        0 81240 2 0000 20",
            "   2: 0100007F:C350 0100007F:B23A 01 00000000:00020000 00:00000000 00000000  1000        0 81241 1 0000 20",
            "   3: 0100007F:B23B 0100007F:D000 06 00000000:00000000 03:00000A5F 00000000     0        0 0 3 0000");
    private static final String TCP6 = String.join(
            "\n",
            "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when",
            "   0: 0000000000000000FFFF00000100007F:8235 0000000000000000FFFF00000100007F:A1B2 01 00000010:00000000 "
                    + "00:00000000 00000000     0        0 190133 1 0000000000000000 20 4 30 10 -1");

    @Test
    void listeningAndEndedOnesAreLeftOut() {
        List<TcpConnection> connections = TcpConnection.parse(TCP);

        assertEquals(
                List.of(
                        new TcpConnection("0100007F:B23A", "0100007F:C350", 128_000, 0, 81_240),
                        new TcpConnection("0100007F:C350", "0100007F:B23A", 0, 131_072, 81_241)),
                connections);
    }

    @Test
    void endsOfOneConnectionMeet() {
        List<TcpConnection> connections = TcpConnection.parse(TCP);

        assertTrue(connections.get(0).meets(connections.get(1)));
        assertFalse(connections.get(0).meets(connections.get(0)));
    }

    @Test
    void longAddressesAreReadAlike() {
        TcpConnection connection = TcpConnection.parse(TCP6).get(0);

        assertEquals("0000000000000000FFFF00000100007F:8235", connection.local());
        assertEquals(16, connection.sendBytes());
        assertEquals(190_133, connection.inode());
    }

    @Test
    void emptyTableHasNone() {
        assertEquals(List.of(), TcpConnection.parse(""));
    }
}
