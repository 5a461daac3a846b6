package org.unclip.training.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.unclip.paramserver.peer.Connection;
import org.unclip.paramserver.peer.FloatSink;
import org.unclip.paramserver.peer.JobToken;
import org.unclip.paramserver.peer.Receiver;
import org.unclip.paramserver.peer.VectorHeader;
import org.unclip.paramserver.peer.Wire;
import org.unclip.paramserver.peer.WireSettings;
import org.unclip.storage.SliceFile;
import org.unclip.training.Leader;
import org.unclip.training.RanksLostException;
import org.unclip.training.TrainingProgress;

/** The driver as a rank sees it. Used by the rank's thread. */
final class RemoteLeader implements Leader, AutoCloseable {
    private static final int DRIVER = -1;
    private static final long LAST_WORD_SECONDS = 5;

    private final Wire wire;
    private final Connection driver;
    private volatile String lost;
    private volatile boolean stopWanted;

    /**
     * Connects to the driver.
     *
     * @param host of this executor
     * @param address of the driver's end
     * @param rank that speaks
     */
    RemoteLeader(String host, JobToken token, WireSettings settings, String address, int rank) {
        wire = new Wire(host, host, token, settings, new Ear());
        try {
            driver = wire.connect(DRIVER, address, rank);
        } catch (IOException e) {
            wire.close();
            throw new RanksLostException("The driver can't be reached: " + e.getMessage(), e);
        }
    }

    /** Where the driver can say that the training is to stop. */
    String address() {
        return wire.address();
    }

    void tell(RankMessage message) {
        requireDriver();
        driver.tell(message.encoded());
    }

    /** Says why the rank ends, and waits until it is heard, but not for long. */
    void tellLast(RankMessage message) {
        driver.tellAndWait(message.encoded(), LAST_WORD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onProgress(TrainingProgress progress) {
        tell(RankMessage.Progressed.of(progress));
    }

    @Override
    public void onSlice(long stepsDone, int ranks, Optional<SliceFile> file, OptionalDouble validationLoss) {
        tell(new RankMessage.SliceWritten(stepsDone, ranks, file.orElse(null), RankMessage.boxed(validationLoss)));
    }

    @Override
    public void onAverage(long stepsDone, int ranks, int from, float[] averaged) {
        requireDriver();
        VectorHeader header = new VectorHeader(VectorHeader.Kind.AVERAGE, stepsDone, 0, ranks, from, averaged.length);
        driver.send(header, averaged.clone(), 0); // goes out while the training changes it
    }

    @Override
    public boolean stopWanted() {
        return stopWanted;
    }

    private void requireDriver() {
        if (lost != null) {
            throw new RanksLostException("The driver was lost: " + lost, null);
        }
    }

    @Override
    public void close() {
        wire.close();
    }

    /** The driver can say one thing, that the training is to stop; and it can be lost. */
    private final class Ear implements Receiver {
        @Override
        public void message(int from, ByteBuffer message) {
            stopWanted = true;
        }

        @Override
        public FloatSink vector(int from, VectorHeader header) {
            throw new IllegalArgumentException("ranks do not talk to this end");
        }

        @Override
        public void lost(int rank, String cause) {
            lost = cause;
        }
    }
}
