package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.PushConfig;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;

/** Trains a linear regression, whose best weights the normal equations tell. */
final class LinearRegressionTest {
    private static final int ROWS = 256;
    private static final int COLUMNS = 6;
    private static final int MICRO_BATCHES = 4;

    private final double[][] x = new double[ROWS][COLUMNS];
    private final double[] y = new double[ROWS];

    @TempDir
    private Path disk;

    LinearRegressionTest() {
        KeyedRandom random = KeyedRandom.of(2, "rows");
        for (int row = 0; row < ROWS; row++) {
            y[row] = random.nextGaussian();
            for (int c = 0; c < COLUMNS; c++) {
                x[row][c] = c == 0 ? 1 : random.nextGaussian();
                y[row] += (c - 2) * 0.3 * x[row][c];
            }
        }
    }

    @Test
    void convergesToTheClosedFormSolution() {
        TrainingConfig config = new TrainingConfig(
                1500,
                ROWS,
                MICRO_BATCHES,
                0.02,
                20,
                0.001,
                new AdamConfig(0.9, 0.99, 1e-8, 0),
                1,
                new EmaConfig(0.95, true),
                500,
                1,
                0,
                0,
                500,
                TrainingConfig.Server.SHARDED,
                PushConfig.EXACT);
        TrainingJob job = Toy.job(Folder.at(disk.toString()), COLUMNS, config, 2);
        TrainingResult result = new Trainer(job, (step, averaged) -> {}, List.of())
                .train(new OnlyRank(), () -> new float[COLUMNS], Rows::new);

        double[] best = solveNormalEquations();
        for (int c = 0; c < COLUMNS; c++) {
            assertEquals(best[c], result.averaged()[c], 2e-5, "weight " + c);
        }
    }

    /** Gaussian elimination on {@code X'X w = X'y}. */
    private double[] solveNormalEquations() {
        double[][] a = new double[COLUMNS][COLUMNS + 1];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < COLUMNS; i++) {
                for (int j = 0; j < COLUMNS; j++) {
                    a[i][j] += x[row][i] * x[row][j];
                }
                a[i][COLUMNS] += x[row][i] * y[row];
            }
        }
        for (int i = 0; i < COLUMNS; i++) {
            for (int other = 0; other < COLUMNS; other++) {
                double factor = other == i ? 0 : a[other][i] / a[i][i];
                for (int j = i; j <= COLUMNS; j++) {
                    a[other][j] -= factor * a[i][j];
                }
            }
        }
        double[] weights = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            weights[i] = a[i][COLUMNS] / a[i][i];
        }
        return weights;
    }

    /** Micro-batch m is every row whose number is m modulo their number. */
    private final class Rows implements GradientSource {
        private float[] parameters;

        @Override
        public void load(float[] loaded) {
            parameters = loaded;
        }

        @Override
        public double gradient(long step, int microBatch, float[] gradientOut) {
            double[] gradient = new double[COLUMNS];
            double loss = 0;
            int rows = ROWS / MICRO_BATCHES;
            for (int row = microBatch; row < ROWS; row += MICRO_BATCHES) {
                double error = -y[row];
                for (int c = 0; c < COLUMNS; c++) {
                    error += parameters[c] * x[row][c];
                }
                loss += error * error / 2 / rows;
                for (int c = 0; c < COLUMNS; c++) {
                    gradient[c] += error * x[row][c] / rows;
                }
            }
            for (int c = 0; c < COLUMNS; c++) {
                gradientOut[c] = (float) gradient[c];
            }
            return loss;
        }

        @Override
        public int validationBatches() {
            return 0;
        }

        @Override
        public double validationLoss(int minibatch) {
            throw new IllegalStateException("nothing is held out");
        }

        @Override
        public void close() {}
    }
}
