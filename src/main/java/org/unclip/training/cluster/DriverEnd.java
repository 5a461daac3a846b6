package org.unclip.training.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unclip.paramserver.peer.FloatSink;
import org.unclip.paramserver.peer.JobToken;
import org.unclip.paramserver.peer.Receiver;
import org.unclip.paramserver.peer.VectorHeader;
import org.unclip.paramserver.peer.Wire;
import org.unclip.paramserver.peer.WireSettings;

/** Where the ranks of an attempt report: queues what comes for the driver's thread. */
final class DriverEnd implements Receiver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverEnd.class);
    private static final int SELF = Integer.MAX_VALUE; // no rank, and no stranger either
    private static final int FIRST_RANK = 0;
    private static final byte[] STOP = {1};

    private final BlockingQueue<RankEvent> events = new LinkedBlockingQueue<>();
    private final int length;
    private final Wire wire;

    /**
     * Listens on the address by which executors reach the driver.
     *
     * @param length of the model's flat vector
     */
    DriverEnd(SparkConf spark, JobToken token, WireSettings settings, int length) {
        this.length = length;
        String host = spark.get("spark.driver.host");
        this.wire = new Wire(spark.get("spark.driver.bindAddress", host), host, token, settings, this);
    }

    String address() {
        return wire.address();
    }

    /** Tells the rank that listens at an address to stop; false if it can't be reached. */
    boolean tellStop(String rankAddress) {
        try {
            wire.connect(FIRST_RANK, rankAddress, SELF).tell(STOP);
            return true;
        } catch (IOException unreachable) {
            LOG.warn("The ranks can't be told to stop: {}", unreachable.getMessage());
            return false;
        }
    }

    BlockingQueue<RankEvent> events() {
        return events;
    }

    @Override
    public void message(int from, ByteBuffer message) {
        events.add(new RankEvent.Said(from, RankMessage.decoded(message)));
    }

    @Override
    public FloatSink vector(int from, VectorHeader header) {
        if (header.kind() != VectorHeader.Kind.AVERAGE || header.length() < 0 || header.length() > length) {
            throw new IllegalArgumentException(header + " is not for the driver");
        }
        float[] values = new float[header.length()];
        return new FloatSink(
                values,
                0,
                values.length,
                () -> events.add(new RankEvent.Averaged(from, header.step(), header.size(), header.from(), values)));
    }

    @Override
    public void lost(int rank, String cause) {
        events.add(new RankEvent.Gone(rank, cause));
    }

    @Override
    public void close() {
        wire.close();
    }
}
