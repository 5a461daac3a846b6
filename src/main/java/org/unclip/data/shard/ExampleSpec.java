package org.unclip.data.shard;

import java.io.Serializable;

/**
 * What a training job needs of each example; zero leaves a part out.
 *
 * @param captions captions kept of each example, at least 1; fewer are repeated in a cycle
 * @param pictureSize side of the square picture in pixels
 * @param imageEmbedding values of the image embedding
 * @param textEmbedding values of each caption's embedding
 * @param tokens token ids of each caption
 * @param encodingTokens tokens of each caption's encoding, and
 * @param encodingWidth values of each of them
 */
public record ExampleSpec(
        int captions,
        int pictureSize,
        int imageEmbedding,
        int textEmbedding,
        int tokens,
        int encodingTokens,
        int encodingWidth)
        implements Serializable {

    public ExampleSpec {
        int least = Math.min(
                Math.min(Math.min(pictureSize, imageEmbedding), Math.min(textEmbedding, tokens)),
                Math.min(encodingTokens, encodingWidth));
        if (captions < 1 || least < 0 || (encodingTokens == 0) != (encodingWidth == 0)) {
            throw new IllegalArgumentException("no example can have this shape");
        }
    }

    /** Examples of nothing yet, with room for that many captions. */
    public static ExampleSpec ofCaptions(int captions) {
        return new ExampleSpec(captions, 0, 0, 0, 0, 0, 0);
    }

    /** The same with a picture of that side, pixels. */
    public ExampleSpec withPicture(int size) {
        return new ExampleSpec(captions, size, imageEmbedding, textEmbedding, tokens, encodingTokens, encodingWidth);
    }

    /** The same with an image embedding of that many values. */
    public ExampleSpec withImageEmbedding(int size) {
        return new ExampleSpec(captions, pictureSize, size, textEmbedding, tokens, encodingTokens, encodingWidth);
    }

    /** The same with an embedding of that many values for each caption. */
    public ExampleSpec withTextEmbeddings(int size) {
        return new ExampleSpec(captions, pictureSize, imageEmbedding, size, tokens, encodingTokens, encodingWidth);
    }

    /** The same with that many token ids for each caption. */
    public ExampleSpec withTokens(int contextLength) {
        return new ExampleSpec(
                captions, pictureSize, imageEmbedding, textEmbedding, contextLength, encodingTokens, encodingWidth);
    }

    /** The same with an encoding of each caption, {@code [contextLength, width]}. */
    public ExampleSpec withTextEncodings(int contextLength, int width) {
        return new ExampleSpec(captions, pictureSize, imageEmbedding, textEmbedding, tokens, contextLength, width);
    }

    /** Bytes of an example in a shard. */
    public int recordBytes() {
        return new RecordLayout(this).bytes();
    }

    /** Whether any part comes from the embeddings table. */
    boolean needsEmbeddings() {
        return imageEmbedding + textEmbedding + encodingTokens > 0;
    }
}
