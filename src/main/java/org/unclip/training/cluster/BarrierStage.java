package org.unclip.training.cluster;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/** Runs a task on every element of an RDD at the same time: Spark's barrier stages, which have no Java interface. */
final class BarrierStage extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>> implements Serializable {
    private static final long serialVersionUID = 1;

    private final RankTask task;

    private BarrierStage(RankTask task) {
        this.task = task;
    }

    /** Returns when all tasks have ended; throws what Spark throws if one of them fails. */
    static void run(JavaRDD<Integer> places, RankTask task) {
        places.rdd()
                .barrier()
                .mapPartitions(new BarrierStage(task), false, ClassTag$.MODULE$.apply(Integer.class))
                .count();
    }

    @Override
    public Iterator<Integer> apply(Iterator<Integer> place) {
        task.run();
        return place;
    }
}
