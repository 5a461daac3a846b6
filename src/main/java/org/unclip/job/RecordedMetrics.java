package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unclip.report.Metric;
import org.unclip.report.Metric.Better;
import org.unclip.storage.Folder;

/**
 * What was measured of a run: {@code evaluation/metrics.json}, a list of {@link Metric}s, and {@code metrics.json}, which
 * the models' own measures are in.
 *
 * @param run the run's folder
 */
record RecordedMetrics(Folder run) {
    /** Key of each training's loss on held-out pairs. */
    static final String VALIDATION_LOSS = "validationLoss";

    private static final List<Measure> MEASURES = List.of(
            recall("imageToTextRecallAt1", "Recall@1, picture to caption", "own caption is the nearest"),
            recall("imageToTextRecallAt5", "Recall@5, picture to caption", "own caption is among the five nearest"),
            recall("textToImageRecallAt1", "Recall@1, caption to picture", "own picture is the nearest"),
            recall("textToImageRecallAt5", "Recall@5, caption to picture", "own picture is among the five nearest"),
            new Measure(
                    "cosineToTrueEmbedding",
                    "Cosine to the true embedding",
                    Better.HIGHER,
                    "How near embeddings drawn for held-out captions come to those of their pictures.",
                    "How varied they are."),
            new Measure(
                    "cosineToShuffledEmbedding",
                    "Cosine to other embeddings",
                    Better.NEITHER,
                    "The same to pictures of other captions: what the cosine above is to be compared with.",
                    ""),
            new Measure(
                    VALIDATION_LOSS,
                    "Validation loss",
                    Better.LOWER,
                    "The training's loss on held-out examples, with the averaged weights of the last step.",
                    "How good pictures look. Losses of different models or settings do not compare."));

    /** A number that a training leaves in its model, told to people. */
    private record Measure(String key, String name, Better better, String meaning, String cannotTell) {
        Metric of(String model, Map<String, Double> values) {
            String candidates = "%,.0f".formatted(values.getOrDefault("retrievalCandidates", Double.NaN));
            return new Metric(
                    "Model " + model,
                    key,
                    name,
                    values.get(key),
                    null,
                    null,
                    better,
                    meaning.replace("CANDIDATES", candidates),
                    cannotTell);
        }
    }

    private static Measure recall(String key, String name, String found) {
        return new Measure(
                key,
                name,
                Better.HIGHER,
                "Share of CANDIDATES held-out pairs of which the " + found + ".",
                "Misses from captions that several pictures share.");
    }

    /** Those of the run's own cascade; none before they were measured. */
    List<Metric> evaluation() {
        return evaluation(EvaluateJob.OUT);
    }

    /** Those that an evaluation left in a folder of the run. */
    List<Metric> evaluation(String out) {
        return new JsonFile(run.folder(out), "metrics.json")
                .read(new TypeReference<List<Metric>>() {})
                .orElse(List.of());
    }

    /** Those that each training took on held-out pairs; none before the pipeline's end. */
    List<Metric> ofModels() {
        Map<String, Map<String, Double>> models = new JsonFile(run, "metrics.json")
                .read(new TypeReference<Map<String, Map<String, Double>>>() {})
                .orElse(Map.of());
        List<Metric> metrics = new ArrayList<>();
        models.forEach((model, values) -> MEASURES.stream()
                .filter(measure -> values.containsKey(measure.key()))
                .map(measure -> measure.of(model, values))
                .forEach(metrics::add));
        return metrics;
    }
}
