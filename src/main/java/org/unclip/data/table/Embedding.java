package org.unclip.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.unclip.storage.HalfFloats;
import scala.collection.Seq;

/**
 * What a frozen CLIP says of one pair; entry {@code i} of each list belongs to caption {@code i}.
 *
 * @param key of the pair
 * @param clip fingerprint of weights, preprocessing and tokenizer
 * @param imageEmbedding {@code [D]}
 * @param textEmbeddings {@code [D]} each
 * @param tokenIds {@code [N]} each, padded to the context length
 * @param textEncodings per token, {@code [N, W]} as {@link HalfFloats}, or nothing where no stage asks for them
 */
public record Embedding(
        String key,
        String clip,
        float[] imageEmbedding,
        List<float[]> textEmbeddings,
        List<int[]> tokenIds,
        Optional<List<byte[]>> textEncodings) {

    public Embedding {
        textEmbeddings = List.copyOf(textEmbeddings);
        tokenIds = List.copyOf(tokenIds);
        textEncodings = textEncodings.map(List::copyOf);
        int captions = textEmbeddings.size();
        if (tokenIds.size() != captions || textEncodings.map(List::size).orElse(captions) != captions) {
            throw new IllegalArgumentException("every caption of " + key + " needs one entry of each kind");
        }
    }

    /** Whether all values of its embeddings are numbers, and not infinite. */
    public boolean isFinite() {
        return isFinite(imageEmbedding) && textEmbeddings.stream().allMatch(Embedding::isFinite);
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** As a row of {@link EmbeddingsTable#SCHEMA}. */
    public Row toRow() {
        return RowFactory.create(
                key,
                clip,
                imageEmbedding,
                textEmbeddings.toArray(),
                tokenIds.toArray(),
                textEncodings.map(List::toArray).orElse(null));
    }

    /** From a row of {@link EmbeddingsTable#SCHEMA}. */
    public static Embedding of(Row row) {
        int encodings = row.fieldIndex("text_encodings");
        return new Embedding(
                row.getAs("key"),
                row.getAs("clip"),
                floats(row.getAs("image_embedding")),
                each(row.getAs("text_embeddings"), Embedding::floats),
                each(row.getAs("token_ids"), Embedding::ints),
                row.isNullAt(encodings)
                        ? Optional.empty()
                        : Optional.of(each(row.getAs(encodings), bytes -> (byte[]) bytes)));
    }

    private static <T> List<T> each(Seq<?> values, Function<Object, T> convert) {
        List<T> converted = new ArrayList<>();
        for (int i = 0; i < values.length(); i++) {
            converted.add(convert.apply(values.apply(i)));
        }
        return converted;
    }

    /** The vector that a column of a row holds. */
    public static float[] floats(Object column) {
        Seq<?> values = (Seq<?>) column;
        float[] floats = new float[values.length()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (Float) values.apply(i);
        }
        return floats;
    }

    private static int[] ints(Object column) {
        Seq<?> values = (Seq<?>) column;
        int[] ints = new int[values.length()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (Integer) values.apply(i);
        }
        return ints;
    }
}
