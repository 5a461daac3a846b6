package org.unclip.training.dl4j;

import org.apache.spark.SparkEnv;
import org.nd4j.parameterserver.distributed.v2.ModelParameterServer;

/** Makes this process ready for a round, before Deeplearning4j looks at it. */
final class RoundStart {

    /** Aeron refuses Deeplearning4j's client timeout of 30 seconds unless this is longer. */
    private static final String UNBLOCK_TIMEOUT = "aeron.publication.unblock.timeout";

    /** Each connection has three of these in /dev/shm; Deeplearning4j takes 32 MiB where it is not told. */
    private static final String TERM_BUFFER = "aeron.term.buffer.length";

    /** What a round has kept in /dev/shm stays there otherwise. */
    private static final String DELETE_FILES = "aeron.dir.delete.on.shutdown";

    /** What Spark calls the driver among executors. */
    private static final String DRIVER = "driver";

    private static String current = "";

    private RoundStart() {}

    /** Whether this process is the driver, which in local mode is the executor too. */
    static boolean onDriver() {
        return SparkEnv.get().executorId().equals(DRIVER);
    }

    /** Sets what Aeron reads when a transport is opened. */
    static void setAeron() {
        setUnlessSet(UNBLOCK_TIMEOUT, "60000000000");
        setUnlessSet(TERM_BUFFER, String.valueOf(4 << 20));
        setUnlessSet(DELETE_FILES, "true");
    }

    /**
     * Ends an executor's part in any former round, once a round. Deeplearning4j keeps its server, which the driver of the
     * new round does not know, for as long as the process lives.
     *
     * @param round a name that no other round has
     */
    static synchronized void enter(String round) {
        if (!round.equals(current)) {
            setAeron();
            ModelParameterServer server = ModelParameterServer.getInstance();
            if (!onDriver() && server.isInitialized()) {
                server.shutdown();
            }
            current = round;
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
