package org.unclip.data.shard;

/**
 * Where the parts of an example lie in its record, little-endian: number of different captions (int32), picture (bytes
 * {@code [S, S, 3]}), image embedding (float32); then for each caption text embedding (float32), token ids (int32), text
 * encoding (fp16 {@code [N, W]}); last the CRC32C of all that (int32).
 */
record RecordLayout(ExampleSpec spec) {
    int picture() {
        return Integer.BYTES;
    }

    int pictureBytes() {
        return 3 * spec.pictureSize() * spec.pictureSize();
    }

    int imageEmbedding() {
        return picture() + pictureBytes();
    }

    int textEmbedding(int caption) {
        int captionBytes = Float.BYTES * spec.textEmbedding() + Integer.BYTES * spec.tokens() + encodingBytes();
        return imageEmbedding() + Float.BYTES * spec.imageEmbedding() + caption * captionBytes;
    }

    int tokens(int caption) {
        return textEmbedding(caption) + Float.BYTES * spec.textEmbedding();
    }

    int encoding(int caption) {
        return tokens(caption) + Integer.BYTES * spec.tokens();
    }

    int encodingBytes() {
        return Short.BYTES * spec.encodingTokens() * spec.encodingWidth();
    }

    int crc() {
        return textEmbedding(spec.captions());
    }

    int bytes() {
        return crc() + Integer.BYTES;
    }
}
