package org.unclip.prior;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Maps embeddings to the space that the prior diffuses in, and back: {@code (z − mean) / deviation}, entry by entry.
 *
 * @param mean {@code [D]}
 * @param deviation {@code [D]}, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // carries values, is never compared
public record EmbeddingScaling(float[] mean, float[] deviation) implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keeps copies of its own. */
    public EmbeddingScaling {
        mean = mean.clone();
        deviation = deviation.clone();
    }

    /** The scaling of {@link EmbeddingScale#SQRT_DIM}. */
    public static EmbeddingScaling sqrtDim(int dimensions) {
        float[] deviation = new float[dimensions];
        Arrays.fill(deviation, (float) (1 / Math.sqrt(dimensions)));
        return new EmbeddingScaling(new float[dimensions], deviation);
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] deviation() {
        return deviation.clone();
    }

    /** An embedding {@code [D]} as the prior sees it. */
    public float[] scaled(float[] embedding) {
        float[] scaled = new float[embedding.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (embedding[i] - mean[i]) / deviation[i];
        }
        return scaled;
    }

    /** The embedding {@code [D]} that the prior's values mean, brought to unit length as CLIP's are. */
    public float[] embedding(float[] scaled) {
        double[] raw = new double[scaled.length];
        double square = 0;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (double) scaled[i] * deviation[i] + mean[i];
            square += raw[i] * raw[i];
        }
        float[] embedding = new float[raw.length];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) (raw[i] / Math.sqrt(square));
        }
        return embedding;
    }

    byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("arrays of floats are always JSON", e);
        }
    }

    static EmbeddingScaling parse(byte[] json) {
        try {
            return JSON.readValue(json, EmbeddingScaling.class);
        } catch (IOException e) {
            throw new IllegalStateException("a scaling whose checksum is right is no scaling", e);
        }
    }
}
