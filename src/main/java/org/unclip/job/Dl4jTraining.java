package org.unclip.job;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.ParameterLayout;
import org.unclip.training.ExampleBatches;
import org.unclip.training.GradientSource;
import org.unclip.training.MetricsLog;
import org.unclip.training.NetworkSource;
import org.unclip.training.TrainingConfig;
import org.unclip.training.TrainingProgress;
import org.unclip.training.TrainingResult;
import org.unclip.training.dl4j.Round;
import org.unclip.training.dl4j.SharedTraining;

/** A training by Deeplearning4j's parameter server, for which there are neither checkpoints nor samples. */
final class Dl4jTraining implements Round.Observer {
    private static final double NANOS = 1e9;

    private final Run run;
    private final String kind;
    private final TrainingConfig config;
    private final Progress progress;
    private final MetricsLog log;
    private final TrainingMetrics metrics;
    private final long begin = System.nanoTime();

    private Dl4jTraining(Run run, String kind, TrainingConfig config, Progress progress, TrainingMetrics metrics) {
        this.run = run;
        this.kind = kind;
        this.config = config;
        this.progress = progress;
        this.metrics = metrics;
        this.log = MetricsLog.continuing(run.folder(), kind, 0);
    }

    /** Trains all steps, from the beginning. */
    static TrainingResult train(
            Run run,
            String kind,
            TrainingConfig config,
            ModelGraph graph,
            ExampleBatches batches,
            ParameterLayout layout) {
        run.console()
                .say("Training " + kind + " with Deeplearning4j's parameter server: no checkpoints, and other"
                        + " weights each time (see training.server in reference.conf).");
        try (Progress progress = run.console().progress("train " + kind, "steps", 0, config.steps());
                TrainingMetrics metrics = TrainingMetrics.withoutCheckpoints(kind, config.steps())) {
            Dl4jTraining training = new Dl4jTraining(run, kind, config, progress, metrics);
            float[] trained = new SharedTraining(run.config().dl4j(), training)
                    .train(
                            JavaSparkContext.fromSparkContext(run.spark().sparkContext()),
                            graph,
                            batches,
                            config,
                            layout.initialValues(run.config().run().seed()));
            return new TrainingResult(config.steps(), trained, validationLoss(graph, batches, trained));
        }
    }

    @Override
    public void onRound(Round round) {
        double seconds = (System.nanoTime() - begin) / NANOS;
        double secondsLeft = seconds * (config.steps() - round.step()) / round.step();
        TrainingProgress reached = new TrainingProgress(
                kind,
                round.step(),
                config.steps(),
                round.lastLoss(),
                OptionalDouble.empty(),
                config.schedule().at(round.step() - 1),
                Double.NaN,
                round.step() * config.batchSize() / seconds,
                seconds,
                Duration.ofSeconds(Math.round(secondsLeft)),
                run.config().dl4j().executors(),
                Double.NaN);
        log.onProgress(reached);
        metrics.onProgress(reached);
        progress.update(round.step(), String.format(Locale.ROOT, "loss %.4f", round.lastLoss()));
    }

    private static OptionalDouble validationLoss(ModelGraph graph, ExampleBatches batches, float[] weights) {
        try (GradientSource source = new NetworkSource(graph, batches)) {
            source.load(weights);
            return IntStream.range(0, source.validationBatches())
                    .mapToDouble(source::validationLoss)
                    .average();
        }
    }
}
