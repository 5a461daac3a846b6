package org.unclip.training.dl4j;

import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.unclip.paramserver.ReductionTree;
import org.unclip.training.BatchSource;
import org.unclip.training.TrainingBatches;

/**
 * The minibatches of a round as a Spark dataset: a partition an executor, with a contiguous range of the micro-batches,
 * step by step.
 *
 * @param training names the training as no other is named
 * @param batches of the whole training
 * @param firstStep of the round
 * @param endStep behind its last
 * @param microBatches of a step
 * @param partitions that share them
 */
record RoundStreams<B extends TrainingBatches & Serializable>(
        String training, B batches, long firstStep, long endStep, int microBatches, int partitions)
        implements Serializable {

    /** As Deeplearning4j's training takes it; made anew whenever it is read, and never kept. */
    JavaRDD<MultiDataSet> dataset(JavaSparkContext spark) {
        JavaRDD<MultiDataSet> made = spark.parallelize(
                        IntStream.range(0, partitions).boxed().toList(), partitions)
                .mapPartitionsWithIndex((partition, ignored) -> minibatches(partition), true);
        return new CountedDataset<>(made, (endStep - firstStep) * microBatches);
    }

    private Iterator<MultiDataSet> minibatches(int partition) {
        RoundStart.enter(training + " " + firstStep);
        ReductionTree tree = new ReductionTree(microBatches);
        int first = tree.firstOf(partition, partitions);
        int end = tree.firstOf(partition + 1, partitions);
        BatchSource source = batches.training();
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> source.close());
        Stream<MultiDataSet> all = LongStream.range(firstStep, endStep).boxed().flatMap(step -> IntStream.range(
                        first, end)
                .mapToObj(m -> source.batch(step, m).forFit()));
        return all.iterator();
    }

    /** The round for a user, whose log counts steps from 1. */
    @Override
    public String toString() {
        return "steps %d to %d".formatted(firstStep + 1, endStep);
    }
}
