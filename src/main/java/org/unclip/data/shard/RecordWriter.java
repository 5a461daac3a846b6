package org.unclip.data.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.unclip.config.UserError;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureResizer;
import org.unclip.data.table.Embedding;

/** Puts one pair, and what a CLIP says of it, into a record. */
final class RecordWriter {
    private final RecordLayout layout;

    RecordWriter(RecordLayout layout) {
        this.layout = layout;
    }

    /**
     * The record.
     *
     * @param image the pair's encoded picture
     * @param tokens token ids of each caption
     * @param embedding of the same captions, if the spec asks for any part of it
     * @throws IllegalStateException if the tables hold values of other sizes than the spec says
     */
    byte[] write(byte[] image, List<int[]> tokens, Optional<Embedding> embedding) {
        ExampleSpec spec = layout.spec();
        ByteBuffer record = ByteBuffer.allocate(layout.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(Math.min(tokens.size(), spec.captions()));
        if (spec.pictureSize() > 0) {
            record.put(picture(image, spec.pictureSize()));
        }
        if (spec.imageEmbedding() > 0) {
            putFloats(record, embedding.orElseThrow().imageEmbedding(), spec.imageEmbedding());
        }
        for (int i = 0; i < spec.captions(); i++) {
            putCaption(record, i % tokens.size(), tokens, embedding);
        }
        return record.putInt(Example.checksum(layout, record.array())).array();
    }

    private void putCaption(ByteBuffer record, int caption, List<int[]> tokens, Optional<Embedding> embedding) {
        ExampleSpec spec = layout.spec();
        if (spec.textEmbedding() > 0) {
            putFloats(record, embedding.orElseThrow().textEmbeddings().get(caption), spec.textEmbedding());
        }
        if (spec.tokens() > 0) {
            requireSize("token ids", tokens.get(caption).length, spec.tokens());
            for (int token : tokens.get(caption)) {
                record.putInt(token);
            }
        }
        if (spec.encodingTokens() > 0) {
            byte[] encoding = embedding
                    .flatMap(Embedding::textEncodings)
                    .orElseThrow(() ->
                            UserError.fatal("The table embeddings has rows without the captions' encodings of each"
                                    + " token, which this training needs: delete the folder tables/embeddings of the run, and run"
                                    + " embed again with embed.textEncodings = true."))
                    .get(caption);
            requireSize("bytes of text encoding", encoding.length, layout.encodingBytes());
            record.put(encoding);
        }
    }

    private static void putFloats(ByteBuffer record, float[] values, int expected) {
        requireSize("values of an embedding", values.length, expected);
        for (float value : values) {
            record.putFloat(value);
        }
    }

    private static byte[] picture(byte[] image, int size) {
        Picture picture = PictureDecoder.decodeOwn(image, "the pairs table");
        return picture.width() == size ? picture.rgb() : PictureResizer.square(picture.rgb(), picture.width(), size);
    }

    private static void requireSize(String what, int found, int expected) {
        if (found != expected) {
            throw new IllegalStateException("the table has " + found + " " + what + ", the model takes " + expected);
        }
    }
}
