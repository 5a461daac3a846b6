package org.unclip.training.dl4j;

import org.apache.spark.api.java.JavaRDD;

/** A dataset whose size is known, because Deeplearning4j counts it before it trains: all minibatches would be made twice. */
final class CountedDataset<T> extends JavaRDD<T> {
    private static final long serialVersionUID = 1;

    private final long size;

    CountedDataset(JavaRDD<T> dataset, long size) {
        super(dataset.rdd(), dataset.classTag());
        this.size = size;
    }

    @Override
    public long count() {
        return size;
    }
}
