package org.unclip.training.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalDouble;
import org.unclip.config.ExitCode;
import org.unclip.storage.SliceFile;
import org.unclip.training.TrainingProgress;

/** What a rank tells the driver, as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(RankMessage.Started.class),
    @JsonSubTypes.Type(RankMessage.Progressed.class),
    @JsonSubTypes.Type(RankMessage.SliceWritten.class),
    @JsonSubTypes.Type(RankMessage.Ended.class),
    @JsonSubTypes.Type(RankMessage.Stopped.class),
    @JsonSubTypes.Type(RankMessage.Failed.class)
})
sealed interface RankMessage {
    /** The rank runs, in this executor, and listens at an address for the driver's wish that it stops. */
    record Started(String executor, String host, String address) implements RankMessage {}

    /** See {@link TrainingProgress}; without a validation loss it is {@code null}. */
    record Progressed(
            String job,
            long step,
            long steps,
            double loss,
            Double validationLoss,
            double learningRate,
            double gradientNorm,
            double examplesPerSecond,
            double seconds,
            double remainingSeconds,
            int ranks,
            double exchangeShare)
            implements RankMessage {
        private static final double MILLIS = 1000;

        static Progressed of(TrainingProgress progress) {
            return new Progressed(
                    progress.job(),
                    progress.step(),
                    progress.steps(),
                    progress.loss(),
                    boxed(progress.validationLoss()),
                    progress.learningRate(),
                    progress.gradientNorm(),
                    progress.examplesPerSecond(),
                    progress.seconds(),
                    progress.remaining().toMillis() / MILLIS,
                    progress.ranks(),
                    progress.exchangeShare());
        }

        TrainingProgress progress() {
            return new TrainingProgress(
                    job,
                    step,
                    steps,
                    loss,
                    unboxed(validationLoss),
                    learningRate,
                    gradientNorm,
                    examplesPerSecond,
                    seconds,
                    Duration.ofMillis((long) (remainingSeconds * MILLIS)),
                    ranks,
                    exchangeShare);
        }
    }

    /** The rank's part of a checkpoint; no file if it owns nothing. */
    record SliceWritten(long step, int ranks, SliceFile file, Double validationLoss) implements RankMessage {}

    /** The rank has done the last step, and needs nobody any more. */
    record Ended() implements RankMessage {}

    /** Spark stops the rank, which has no fault of its own. */
    record Stopped() implements RankMessage {}

    /**
     * The rank fails.
     *
     * @param lostRank the other rank that it lost; {@code null} if that is not why
     * @param exitCode of a fault the user can mend; {@code null} for others
     */
    record Failed(Integer lostRank, ExitCode exitCode, String message) implements RankMessage {}

    ObjectMapper JSON = new ObjectMapper();

    /** The message as bytes. */
    default byte[] encoded() {
        try {
            return JSON.writerFor(RankMessage.class).writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of texts and numbers
        }
    }

    /** Throws {@link IllegalArgumentException} for anything that {@link #encoded} does not give. */
    static RankMessage decoded(ByteBuffer bytes) {
        byte[] json = new byte[bytes.remaining()];
        bytes.get(json);
        try {
            return JSON.readValue(json, RankMessage.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("no message of a rank: " + e.getMessage(), e);
        }
    }

    /** Nothing as {@code null}, for JSON. */
    static Double boxed(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    }

    /** {@code null} as nothing. */
    static OptionalDouble unboxed(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
