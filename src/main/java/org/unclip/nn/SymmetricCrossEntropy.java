package org.unclip.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The contrastive loss over logits {@code [B, B]}: the mean of the cross-entropies of rows (picture to text) and
 * columns (text to picture), the partner being on the diagonal (Radford et al. 2021, figure 3). Takes neither labels
 * nor weights.
 */
public record SymmetricCrossEntropy() implements Loss {

    @Override
    public double evaluate(INDArray output, INDArray labels, INDArray weights, INDArray gradient) {
        long batch = output.size(0);
        INDArray rows = logSoftmax(output, 1);
        INDArray columns = logSoftmax(output, 0);
        INDArray diagonal = Nd4j.eye(batch).castTo(output.dataType());
        if (gradient != null) {
            INDArray sum = Transforms.exp(rows).addi(Transforms.exp(columns));
            gradient.assign(sum.subi(diagonal.mul(2)).muli(0.5 / batch));
        }
        return -0.5 / batch * rows.add(columns).muli(diagonal).sumNumber().doubleValue();
    }

    private static INDArray logSoftmax(INDArray logits, int axis) {
        INDArray shifted = logits.sub(logits.max(true, axis));
        return shifted.sub(Transforms.log(Transforms.exp(shifted).sum(true, axis)));
    }
}
