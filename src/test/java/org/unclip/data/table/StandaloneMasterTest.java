package org.unclip.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

final class StandaloneMasterTest {
    @Test
    void oneThatDoesNotAnswerIsNamedWithTheReason() {
        UserError error = refused("spark://127.0.0.1:1");

        assertEquals(ExitCode.CLUSTER_LOST, error.exitCode());
        assertTrue(
                error.getMessage()
                        .startsWith(
                                "spark.master: spark://127.0.0.1:1 does not answer (127.0.0.1:1: Connection refused"),
                error.getMessage());
    }

    @Test
    void oneOfSeveralSuffices() throws IOException {
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StandaloneMaster.requireAnswer("spark://127.0.0.1:1,127.0.0.1:" + master.getLocalPort());
        }
    }

    @Test
    void portIsRequired() {
        UserError error = refused("spark://127.0.0.1");

        assertEquals(ExitCode.FATAL, error.exitCode());
        assertEquals(
                "spark.master is \"spark://127.0.0.1\", but must be spark://host:port: take the URL that the master"
                        + " printed.",
                error.getMessage());
    }

    @Test
    void otherClustersAreLeftToSpark() {
        StandaloneMaster.requireAnswer("yarn");
    }

    private static UserError refused(String master) {
        return assertThrows(UserError.class, () -> StandaloneMaster.requireAnswer(master));
    }
}
