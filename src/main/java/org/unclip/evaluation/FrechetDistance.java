package org.unclip.evaluation;

import static org.unclip.evaluation.Metric.Better.LOWER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.SymmetricEigen;
import scala.Tuple2;

/**
 * Fréchet distance in CLIP space: of the normal distributions with the two sets' means and covariances,
 * {@code |m1 - m2|² + tr(C1 + C2 - 2 (C1 C2)^½)} (Dowson and Landau 1982, eq. 4; FID is the same of Inception features,
 * Heusel et al. 2017).
 *
 * <p>The root's trace is the sum of the roots of the eigenvalues of {@code C1^½ C2 C1^½}, which is symmetric; in double
 * by LAPACK. Equal sets come out at zero up to 1e-6.
 *
 * <p>Resamples are farther apart than the sets, by about as much as the sets are farther apart than what they were drawn
 * from; so the replicates are moved to have the value as their mean. The interval thus tells where the value would lie
 * for other sets of the same sizes. A task holds up to 16 blocks or 16 times {@code D² / 2} sums; the
 * driver gets a number a replicate. A replicate costs a pass over the rows and two eigendecompositions, which at D = 512
 * take some 0.35 s of a core, and at 64 some 5 ms.
 */
public final class FrechetDistance {
    private static final int RUN_BLOCKS = 16;
    private static final Measure FRECHET = new Measure(
            "frechet-distance",
            "Fréchet distance (CLIP)",
            LOWER,
            "How far the means and covariances of two sets of pictures are apart in CLIP space; 0 if they are equal.",
            "Anything beyond mean and covariance. Few pictures make it larger, and with fewer than an embedding has values it"
                    + " is mostly a matter of their number: only values of equally many pictures and one CLIP compare. It is no"
                    + " FID of Inception.");

    private FrechetDistance() {}

    /** The metric {@code frechet-distance} of two sets, each of at least two rows. */
    public static Metric measure(EmbeddingSet x, EmbeddingSet y, Resampling resampling) {
        if (Math.min(x.size(), y.size()) < 2) {
            throw new IllegalArgumentException(
                    "a covariance takes at least two rows, got " + x.size() + " and " + y.size());
        }
        int dimension = x.dimension();
        Map<Integer, Double> distances = moments(x, resampling)
                .join(moments(y, resampling))
                .filter(sums -> Math.min(sums._2._1[0], sums._2._2[0]) > 1)
                .mapValues(sums -> between(new Moments(sums._1, dimension), new Moments(sums._2, dimension)))
                .collectAsMap();
        double value = distances.get(0);
        double[] replicates = IntStream.rangeClosed(1, resampling.replicates())
                .filter(distances::containsKey)
                .mapToDouble(distances::get)
                .toArray();
        double mean = Arrays.stream(replicates).average().orElseThrow();
        return FRECHET.at(value, Interval.percentiles(replicates).plus(value - mean));
    }

    /** The sums of each replicate, 0 being the set itself. */
    private static JavaPairRDD<Integer, double[]> moments(EmbeddingSet set, Resampling resampling) {
        JavaRDD<Tuple2<Integer, List<EmbeddingBlock>>> runs = set.blocks()
                .mapToPair(block -> new Tuple2<>(block.index() / RUN_BLOCKS, block))
                .groupByKey()
                .map(run -> new Tuple2<>(run._1, sorted(run._2)));
        JavaRDD<Integer> replicates = JavaSparkContext.fromSparkContext(
                        set.blocks().context())
                .parallelize(IntStream.rangeClosed(0, resampling.replicates())
                        .boxed()
                        .toList());
        int dimension = set.dimension();
        JavaPairRDD<Tuple2<Integer, Long>, double[]> parts = runs.cartesian(replicates)
                .mapToPair(pair -> new Tuple2<>(
                        new Tuple2<>(pair._2, (long) pair._1._1), moments(pair._1._2, pair._2, dimension, resampling)));
        return FixedTree.sums(parts, (set.blockCount() + RUN_BLOCKS - 1) / RUN_BLOCKS);
    }

    private static double[] moments(List<EmbeddingBlock> run, int replicate, int dimension, Resampling resampling) {
        Moments moments = Moments.empty(dimension);
        run.forEach(block -> moments.add(block, replicate, resampling));
        return moments.sums();
    }

    private static List<EmbeddingBlock> sorted(Iterable<EmbeddingBlock> blocks) {
        List<EmbeddingBlock> sorted = new ArrayList<>();
        blocks.forEach(sorted::add);
        sorted.sort(Comparator.comparing(EmbeddingBlock::index));
        return sorted;
    }

    private static double between(Moments a, Moments b) {
        double[] meanA = a.mean();
        double[] meanB = b.mean();
        double distance = 0;
        for (int d = 0; d < meanA.length; d++) {
            distance += (meanA[d] - meanB[d]) * (meanA[d] - meanB[d]);
        }
        INDArray covarianceA = a.covariance();
        INDArray covarianceB = b.covariance();
        return distance + trace(covarianceA) + trace(covarianceB) - 2 * traceOfRoot(covarianceA, covarianceB);
    }

    private static double trace(INDArray matrix) {
        double trace = 0;
        for (int d = 0; d < matrix.rows(); d++) {
            trace += matrix.getDouble(d, d);
        }
        return trace;
    }

    private static double traceOfRoot(INDArray a, INDArray b) {
        INDArray root = root(a);
        double[] values = SymmetricEigen.of(root.mmul(b).mmul(root)).values();
        return Arrays.stream(values).map(FrechetDistance::root).sum();
    }

    private static INDArray root(INDArray symmetric) {
        SymmetricEigen eigen = SymmetricEigen.of(symmetric);
        double[] roots =
                Arrays.stream(eigen.values()).map(FrechetDistance::root).toArray();
        INDArray scaled =
                eigen.vectors().mulRowVector(Nd4j.createFromArray(roots).reshape(1, roots.length));
        return scaled.mmul(eigen.vectors().transpose());
    }

    /** The root of an eigenvalue, which rounding may have moved below zero. */
    private static double root(double eigenvalue) {
        return Math.sqrt(Math.max(0, eigenvalue));
    }
}
