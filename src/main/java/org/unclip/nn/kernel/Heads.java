package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Rearranges tokens {@code [B, N, parts · C]} to heads {@code [B · heads, N, C / heads]} and back.
 *
 * @param batch B
 * @param heads divides the channels
 * @param channels C, of all heads
 * @param queries number of query tokens
 * @param keys number of key tokens
 */
record Heads(int batch, int heads, int channels, int queries, int keys) {

    /** Which of {@code count} blocks of C channels that lie side by side in a token. */
    record Part(int count, int index) {}

    int width() {
        return channels / heads;
    }

    int batchHeads() {
        return batch * heads;
    }

    /** Copies one part of all tokens to the heads, behind their first {@code offset} tokens. */
    void split(INDArray tokens, Part part, INDArray toHeads, int offset) {
        copy(tokens, part, toHeads, offset, true);
    }

    /** The reverse of {@link #split}: fills one part of the tokens. */
    void merge(INDArray fromHeads, INDArray tokens, Part part, int offset) {
        copy(tokens, part, fromHeads, offset, false);
    }

    private void copy(INDArray tokens, Part part, INDArray perHead, int offset, boolean split) {
        int count = (int) (tokens.length() / batch / part.count() / channels);
        if (Backend.isCpu()) {
            copyMemory(tokens, part, perHead, new int[] {count, offset}, split);
            return;
        }
        INDArray inTokens = tokens.reshape('c', batch, count, part.count(), heads, width())
                .get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.point(part.index()),
                        NDArrayIndex.all(),
                        NDArrayIndex.all())
                .permute(0, 2, 1, 3);
        INDArray inHeads = perHead.reshape('c', batch, heads, perHead.size(1), width())
                .get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(offset, offset + count),
                        NDArrayIndex.all());
        if (split) {
            inHeads.assign(inTokens);
        } else {
            inTokens.assign(inHeads);
        }
    }

    private void copyMemory(INDArray tokens, Part part, INDArray perHead, int[] countAndOffset, boolean split) {
        int bytes = width() * tokens.dataType().width();
        int tokenBytes = part.count() * heads * bytes;
        int headBytes = (int) perHead.size(1) * bytes;
        int count = countAndOffset[0];
        ByteBuffer inTokens = Memory.of(tokens);
        ByteBuffer inHeads = Memory.of(perHead);
        for (int b = 0; b < batch; b++) {
            for (int n = 0; n < count; n++) {
                int token = (b * count + n) * tokenBytes + part.index() * heads * bytes;
                int head = b * heads * headBytes + (countAndOffset[1] + n) * bytes;
                for (int h = 0; h < heads; h++, token += bytes, head += headBytes) {
                    if (split) {
                        inHeads.put(head, inTokens, token, bytes);
                    } else {
                        inTokens.put(token, inHeads, head, bytes);
                    }
                }
            }
        }
    }
}
