package org.unclip.data.shard;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.unclip.data.table.Embedding;
import scala.Tuple2;

/**
 * Turns a joined row of the tables into a record and the place it goes to.
 *
 * @param tokenizer may be null: then rows bring their token ids, or none are asked for
 */
record RecordMaker(ExampleSpec spec, ShardCuts cuts, CaptionTokens tokenizer) implements Serializable {
    private static final int[] NO_TOKENS = {};

    /**
     * The record of a row with the columns key, split, image and captions, and those of the embeddings if asked for.
     *
     * @throws IllegalStateException if captions and embeddings do not match
     */
    Tuple2<ShardPlace, byte[]> record(Row row) {
        String key = row.getAs("key");
        List<String> captions = row.getList(row.fieldIndex("captions"));
        boolean embedded = row.schema().getFieldIndex("clip").isDefined();
        Optional<Embedding> embedding = embedded ? Optional.of(Embedding.of(row)) : Optional.empty();
        List<int[]> tokens = embedding
                .map(Embedding::tokenIds)
                .orElseGet(() -> captions.stream().map(this::tokens).toList());
        if (tokens.size() != captions.size()) {
            throw new IllegalStateException(
                    key + " has " + captions.size() + " captions and embeddings of " + tokens.size());
        }
        byte[] record = new RecordWriter(new RecordLayout(spec)).write(row.getAs("image"), tokens, embedding);
        return new Tuple2<>(cuts.place(key, row.getAs("split")), record);
    }

    private int[] tokens(String caption) {
        return tokenizer == null ? NO_TOKENS : tokenizer.tokens(caption);
    }
}
