package org.unclip.unet;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a decoder is told beside the noised picture, as its inputs.
 *
 * @param image {@code [B, D]}, zero where dropped
 * @param imageDropped {@code [B, 1]}
 * @param text {@code [B, N, W]}, zero where dropped
 * @param textDropped {@code [B, N, 1]}
 */
record Conditions(INDArray image, INDArray imageDropped, INDArray text, INDArray textDropped) {

    /** All given, none dropped: {@code imageEmbeddings [B][D]}, scaled, and {@code textEncodings [B][N · W]}. */
    static Conditions of(float[][] imageEmbeddings, float[][] textEncodings, ConditionShape shape) {
        int batch = imageEmbeddings.length;
        INDArray text = Nd4j.createFromArray(textEncodings).reshape('c', batch, shape.textTokens(), shape.textWidth());
        return new Conditions(
                Nd4j.createFromArray(imageEmbeddings),
                Nd4j.zeros(batch, 1),
                text,
                Nd4j.zeros(batch, shape.textTokens(), 1));
    }

    /** Without those named; the arrays are copies. */
    Conditions dropped(boolean[] images, boolean[] texts) {
        Conditions copy = new Conditions(image.dup('c'), imageDropped.dup('c'), text.dup('c'), textDropped.dup('c'));
        for (int b = 0; b < images.length; b++) {
            if (images[b]) {
                copy.image.slice(b).assign(0);
                copy.imageDropped.slice(b).assign(1);
            }
            if (texts[b]) {
                copy.text.slice(b).assign(0);
                copy.textDropped.slice(b).assign(1);
            }
        }
        return copy;
    }

    /** The unconditional model's: everything dropped. */
    Conditions none() {
        boolean[] all = new boolean[(int) image.size(0)];
        Arrays.fill(all, true);
        return dropped(all, all);
    }

    List<INDArray> inputs() {
        return List.of(image, imageDropped, text, textDropped);
    }
}
