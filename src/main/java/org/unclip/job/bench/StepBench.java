package org.unclip.job.bench;

import java.util.Locale;
import org.unclip.config.UserError;
import org.unclip.job.JobReport;
import org.unclip.nn.Minibatch;
import org.unclip.nn.ModelGraph;

/** Times the training step and the forward pass of a model on one thread. */
final class StepBench {
    private static final int BLOCK = 10;

    private StepBench() {}

    /**
     * Reports in the lines of the PyTorch peers: {@code parameters}, {@code train_step_cpu_ms}, {@code forward_cpu_ms}.
     *
     * @param steps steps timed of each kind, from 1
     */
    static JobReport run(ModelGraph graph, Minibatch batch, int steps) {
        requirePositive("--steps", steps);
        CpuTime time = CpuTime.ofThisProcess(BLOCK);
        try (Trainee trainee = new Trainee(graph, batch)) {
            double train = time.medianMillis(trainee::step, steps);
            double forward = time.medianMillis(trainee::forward, steps);
            return JobReport.done(String.format(
                    Locale.ROOT,
                    "parameters %d%ntrain_step_cpu_ms %.1f%nforward_cpu_ms %.1f",
                    trainee.parameters(),
                    train,
                    forward));
        }
    }

    static void requirePositive(String option, long value) {
        if (value < 1) {
            throw UserError.of(option, value, "at least 1", "leave it out for the default");
        }
    }
}
