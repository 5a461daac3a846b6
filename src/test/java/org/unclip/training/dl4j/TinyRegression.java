package org.unclip.training.dl4j;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.GraphBuilder;
import org.unclip.nn.Minibatch;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Node;
import org.unclip.nn.SquaredError;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.Swish;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.PushConfig;
import org.unclip.random.KeyedRandom;
import org.unclip.training.BatchSource;
import org.unclip.training.TrainingBatches;
import org.unclip.training.TrainingConfig;

/**
 * A small network that learns a fixed linear map of keyed noise, weighted by example.
 *
 * @param size examples a minibatch
 * @param mark file that is made, on the executor's machine, once step {@value #MARKED_STEP} begins, which then goes no
 *     further until its process is killed; "" for none
 */
record TinyRegression(int size, String mark) implements TrainingBatches, Serializable {
    /** 200 steps of 4 micro-batches. */
    static final TrainingConfig CONFIG = new TrainingConfig(
            200,
            64,
            4,
            0.02,
            10,
            0.1,
            new AdamConfig(0.9, 0.99, 1e-8, 0.001),
            1.0,
            new EmaConfig(0.9, true),
            10,
            2,
            0,
            0,
            10,
            TrainingConfig.Server.DL4J_SHARED,
            PushConfig.EXACT);

    /** By then the replicas have exchanged updates. */
    static final long MARKED_STEP = 20;

    private static final int WIDTH = 16;

    /** To the end. */
    TinyRegression(int size) {
        this(size, "");
    }

    static ModelGraph graph() {
        GraphBuilder graph = new GraphBuilder();
        Node hidden = graph.add("hidden", Linear.of(WIDTH, 64), graph.input("x"));
        Node active = graph.add("active", Swish.silu(), hidden);
        return graph.build(graph.add("end", Linear.of(64, WIDTH), active), new SquaredError());
    }

    @Override
    public BatchSource training() {
        return source("train");
    }

    @Override
    public BatchSource validation() {
        return source("validate");
    }

    @Override
    public int validationBatches() {
        return 4;
    }

    private BatchSource source(String purpose) {
        return new BatchSource() {
            @Override
            public Minibatch batch(long step, int microBatch) {
                stayAtMark(step);
                float[] x = new float[size * WIDTH];
                KeyedRandom.of(1, purpose, step, microBatch).fillGaussian(x);
                float[] y = new float[x.length];
                for (int i = 0; i < y.length; i++) {
                    int row = i / WIDTH * WIDTH;
                    y[i] = x[row + (i + 5) % WIDTH] - 0.5f * x[row + (i + 2) % WIDTH];
                }
                return new Minibatch(new INDArray[] {array(x)}, array(y), Nd4j.ones(size));
            }

            @Override
            public void close() {}
        };
    }

    private INDArray array(float[] values) {
        return Nd4j.createFromArray(values).reshape('c', size, WIDTH);
    }

    private void stayAtMark(long step) {
        if (step == MARKED_STEP && !mark.isEmpty()) {
            try {
                Files.write(Path.of(mark), new byte[0]);
                new CountDownLatch(1).await();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
