package org.unclip.training.dl4j;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.ThresholdAlgorithm;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartitioner;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.parameterserver.networking.v2.UpdatesConsumer;
import org.deeplearning4j.spark.parameterserver.training.SharedTrainingMaster;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.parameterserver.distributed.conf.VoidConfiguration;
import org.unclip.nn.FlatVectors;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.graph.GraphUpdater;
import org.unclip.paramserver.AdamConfig;
import org.unclip.training.TrainingConfig;

/**
 * One call of Deeplearning4j's fit, with a training master of its own: so all replicas begin with the driver's parameters.
 */
final class SharedRound {

    private static final long SETTLE_MILLIS = 500;

    private final JavaSparkContext spark;
    private final Dl4jConfig config;
    private final RoundStreams<?> streams;
    private final ComputationGraph replica;

    SharedRound(
            JavaSparkContext spark,
            Dl4jConfig config,
            ModelGraph graph,
            TrainingConfig training,
            RoundStreams<?> streams) {
        this.spark = spark;
        this.config = config;
        this.streams = streams;
        this.replica = new ComputationGraph(graph.configuration(DataType.FLOAT, updater(training, streams)));
    }

    private static GraphUpdater updater(TrainingConfig training, RoundStreams<?> streams) {
        AdamConfig adam = training.adam();
        Adam updater = Adam.builder()
                .learningRateSchedule(
                        new RoundRate(training, streams.firstStep(), training.microBatches() / streams.partitions()))
                .beta1(adam.beta1())
                .beta2(adam.beta2())
                .epsilon(adam.epsilon())
                .build();
        return new GraphUpdater(updater, adam.weightDecay(), training.gradientClip());
    }

    /** Trains the round's steps. */
    RoundState run(RoundState before) {
        INDArray parameters = Nd4j.createFromArray(before.parameters());
        replica.init(parameters.reshape('c', 1, parameters.length()), false);
        if (before.moments() != null) {
            replica.getUpdater().getStateViewArray().assign(before.moments());
        }
        SharedTrainingMaster master = master(before.threshold());
        SparkComputationGraph cluster = new SparkComputationGraph(spark, replica, master);
        new GuardedFit(spark.sc(), streams.toString(), config.roundTimeoutSeconds())
                .run(() -> cluster.fitMultiDataSet(streams.dataset(spark)));
        float[] trained = settled(master.getUpdatesConsumer());
        return new RoundState(trained, replica.getUpdater().getStateViewArray(), master.getThresholdAlgorithm());
    }

    /** The loss of an executor's last micro-batch, the mean over the executors. */
    double lastLoss() {
        return replica.score();
    }

    private SharedTrainingMaster master(ThresholdAlgorithm threshold) {
        VoidConfiguration.VoidConfigurationBuilder wire = VoidConfiguration.builder()
                .controllerAddress(config.controllerAddress()
                        .orElseGet(() -> spark.getConf().get("spark.driver.host")))
                .portSupplier(new RoundPorts(config.port()));
        config.networkMask().ifPresent(wire::networkMask);
        return new SharedTrainingMaster.Builder(wire.build(), 1)
                .thresholdAlgorithm(threshold)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .storageLevel(null)
                .repartitioner(new AsTheyAre())
                .batchSizePerWorker(1)
                .workersPerNode(1)
                .build();
    }

    /** Leaves the partitions alone; Deeplearning4j's default makes a task of each minibatch. */
    private static final class AsTheyAre implements Repartitioner {
        private static final long serialVersionUID = 1;

        @Override
        public <T> JavaRDD<T> repartition(JavaRDD<T> dataset, int leastObjects, int executors) {
            return dataset;
        }
    }

    /** The driver's parameters once no more of the updates arrive that were on their way when the executors ended. */
    private float[] settled(UpdatesConsumer updates) {
        float[] before;
        float[] after = parameters();
        do {
            try {
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            } catch (InterruptedException e) {
                throw GuardedFit.interrupted(e);
            }
            updates.flush();
            before = after;
            after = parameters();
        } while (!Arrays.equals(before, after));
        return after;
    }

    private float[] parameters() {
        INDArray vector = replica.params();
        float[] values = new float[Math.toIntExact(vector.length())];
        FlatVectors.read(vector, values);
        return values;
    }
}
