package org.unclip.paramserver.peer;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.spark.network.sasl.SecretKeyHolder;

/**
 * What keeps a job's ranks to themselves: a name, and a secret that both ends of a connection must prove to know.
 *
 * <p>A token is made for each attempt of a training, so ranks of a former attempt are strangers too. It travels to the
 * executors inside the tasks, so it is as safe as Spark's own connections and scratch files are
 * ({@code spark.authenticate}, {@code spark.network.crypto}, {@code spark.io.encryption}); no log has it, and {@link
 * #toString} leaves it out.
 *
 * @param job names the attempt
 * @param secret known to its ranks alone
 */
public record JobToken(String job, String secret) implements SecretKeyHolder, Serializable {
    private static final int SECRET_BYTES = 32;

    /** A token with a new secret. */
    public static JobToken generate(String job) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new JobToken(job, HexFormat.of().formatHex(secret));
    }

    @Override
    public String getSaslUser(String appId) {
        return job;
    }

    /** The secret, for this job alone. */
    @Override
    public String getSecretKey(String appId) {
        if (!job.equals(appId)) {
            throw new SecurityException("this is not job " + appId);
        }
        return secret;
    }

    @Override
    public String toString() {
        return "JobToken[" + job + "]";
    }
}
