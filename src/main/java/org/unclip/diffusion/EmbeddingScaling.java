package org.unclip.diffusion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Maps embeddings to the space that models read them in, and back: {@code A (z − mean) / deviation}, entry by entry.
 *
 * @param mean {@code [D]}
 * @param deviation {@code [D]} along the axes, above 0
 * @param axes A, {@code [D][D]}, orthonormal rows; null for the dimensions as they are
 */
@SuppressWarnings("ArrayRecordComponent") // carries values, is never compared
public record EmbeddingScaling(float[] mean, float[] deviation, float[][] axes) implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keeps copies of its own. */
    public EmbeddingScaling {
        mean = mean.clone();
        deviation = deviation.clone();
        axes = copy(axes);
    }

    /** Times √D. */
    public static EmbeddingScaling sqrtDim(int dimensions) {
        float[] deviation = new float[dimensions];
        Arrays.fill(deviation, (float) (1 / Math.sqrt(dimensions)));
        return new EmbeddingScaling(new float[dimensions], deviation, null);
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] deviation() {
        return deviation.clone();
    }

    @Override
    public float[][] axes() {
        return copy(axes);
    }

    /** Embeddings {@code [B][D]} as models see them. */
    public float[][] scaled(float[][] embeddings) {
        return Arrays.stream(embeddings).map(this::scaled).toArray(float[][]::new);
    }

    /** An embedding {@code [D]} as models see it. */
    public float[] scaled(float[] embedding) {
        double[] centred = new double[embedding.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (double) embedding[i] - mean[i];
        }
        float[] scaled = new float[centred.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) ((axes == null ? centred[i] : dot(axes[i], centred)) / deviation[i]);
        }
        return scaled;
    }

    /** The embedding {@code [D]} that scaled values mean, brought to unit length as CLIP's are. */
    public float[] embedding(float[] scaled) {
        double[] raw = new double[scaled.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = mean[i];
        }
        for (int i = 0; i < raw.length; i++) {
            double spread = (double) scaled[i] * deviation[i];
            if (axes == null) {
                raw[i] += spread;
            } else {
                addTimes(spread, axes[i], raw);
            }
        }
        double length = Math.sqrt(Arrays.stream(raw).map(value -> value * value).sum());
        float[] embedding = new float[raw.length];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) (raw[i] / length);
        }
        return embedding;
    }

    private static double dot(float[] axis, double[] vector) {
        double sum = 0;
        for (int i = 0; i < axis.length; i++) {
            sum += axis[i] * vector[i];
        }
        return sum;
    }

    private static void addTimes(double factor, float[] axis, double[] sum) {
        for (int i = 0; i < axis.length; i++) {
            sum[i] += factor * axis[i];
        }
    }

    private static float[][] copy(float[][] rows) {
        return rows == null ? null : Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    /** What {@link #parse} reads. */
    public byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("arrays of floats are always JSON", e);
        }
    }

    /** A scaling as {@link #json} wrote it. */
    public static EmbeddingScaling parse(byte[] json) {
        try {
            return JSON.readValue(json, EmbeddingScaling.class);
        } catch (IOException e) {
            throw new IllegalStateException("a scaling whose checksum is right is no scaling", e);
        }
    }
}
