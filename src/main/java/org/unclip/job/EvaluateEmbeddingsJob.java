package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.evaluation.Resampling;
import org.unclip.report.Metric;
import org.unclip.storage.Folder;

/**
 * Checks the table {@code embeddings} before anything is trained on it: every row for what can be wrong with it, and how
 * well pictures and captions find each other. Leaves {@code evaluation/embeddings.json}.
 *
 * <p>Vectors stay on executors; the driver gets counts, and of each measure what {@code evaluation} says.
 */
public final class EvaluateEmbeddingsJob {
    private EvaluateEmbeddingsJob() {}

    /**
     * Checks and measures. Any {@link EmbeddingFault} ends in {@link ExitCode#QUALITY_REFUSED}, but for missing rows, which
     * embed may still write.
     *
     * @throws UserError if there is no embedding, several CLIPs are mixed and none is chosen, or the split has no pair
     */
    public static JobReport run(Run run, EmbeddingsRequest asked) {
        run.describe("evaluate embeddings: checks all rows, and compares pairs");
        EmbeddedPairs tables = EmbeddedPairs.open(run, asked);
        ComparedSplit split = ComparedSplit.of(asked, tables.pairs(), run.table("pairs"));
        EmbeddingsCheck check = EmbeddingsCheck.of(tables.embeddings(), tables.pairs());
        PairComparison compared = PairComparison.of(
                split.pairs(),
                asked.pairs(),
                tables.embeddings(),
                check.vectors().length(),
                resampling(run.config()));
        List<Metric> metrics = new ArrayList<>(compared.metrics());
        metrics.addAll(check.metrics());
        return report(
                run,
                new EmbeddingsQuality(
                        tables.clip(),
                        check.vectors().rows(),
                        tables.versions(),
                        split.name(),
                        compared.pairs(),
                        split.size(),
                        check.refused(),
                        metrics));
    }

    private static Resampling resampling(UnclipConfig config) {
        return new Resampling(config.run().seed(), config.evaluation().resamples());
    }

    private static JobReport report(Run run, EmbeddingsQuality quality) {
        Folder out = run.folder().folder("evaluation");
        new JsonFile(out, EmbeddingsQuality.FILE).write(quality);
        ExitCode exitCode = quality.refused().isEmpty() ? ExitCode.DONE : ExitCode.QUALITY_REFUSED;
        return new JobReport(
                exitCode, "evaluate embeddings: %s%n%s".formatted(out.path(EmbeddingsQuality.FILE), quality.lines()));
    }
}
