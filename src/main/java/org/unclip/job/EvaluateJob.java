package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.unclip.clip.ClipModel;
import org.unclip.config.ExitCode;
import org.unclip.data.table.DrawnTable;
import org.unclip.data.table.TableHold;
import org.unclip.generation.Painter;
import org.unclip.report.Metric;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.Sha256;

/**
 * Draws held-out captions and prompts for scenes with a trained cascade, and measures how good that is: drawn scenes by a
 * judge that reads them, pictures of any data set in CLIP's space. Leaves {@code evaluation/metrics.json} and, of the
 * pictures that lie nearest to training pictures, a sheet.
 */
public final class EvaluateJob {
    /**
     * Each opens the cascade, so there are no more than batches. Which prompts are drawn together does not depend on the
     * number of threads.
     */
    private static final int MOST_TASKS = 16;

    private static final String NAME = "evaluate";

    /** Folder of a run's own figures. */
    static final String OUT = "evaluation";

    private final Run run;
    private final Folder model;
    private final Folder out;
    private final EvaluationSection section;

    private EvaluateJob(Run run, Folder model, String out) {
        this.run = run;
        this.model = model;
        this.out = run.folder().folder(out);
        this.section = run.config().evaluation();
    }

    /**
     * Evaluates a cascade on the run's data, unless that was done, and writes the report anew.
     *
     * @param model folder of the cascade, which need not be the run's
     */
    public static JobReport run(Run run, Folder model) {
        JobReport report = measure(run, model, OUT);
        if (report.exitCode() == ExitCode.DONE) {
            ReportJob.run(run.folder());
        }
        return report;
    }

    /**
     * The same without the report, for jobs that write it at their end.
     *
     * @param out folder of the run that the figures go into
     */
    static JobReport measure(Run run, Folder model, String out) {
        EvaluateJob job = new EvaluateJob(run, model, out);
        MadeFrom madeFrom = new MadeFrom(job.out, job.digest());
        if (madeFrom.holds()) {
            return JobReport.nothingToDo("evaluate: " + job.out + " has the figures of this cascade already");
        }
        SceneEvaluation scenes = SceneEvaluation.of(run.config());
        CaptionEvaluation captions = new CaptionEvaluation(run, job.clip());
        Dataset<Row> prompts = job.prompts(scenes, captions).cache(); // counted, checked and drawn from one computation
        if (prompts.isEmpty()) {
            return JobReport.nothingToDo(
                    "evaluate: there is nothing to draw, as evaluation asks for none or no pair is held"
                            + " out. data.validationFraction of a new run.dir holds some out.");
        }
        captions.requireEmbeddings(prompts);
        List<Metric> metrics = new ArrayList<>();
        return run.timed(NAME, () -> {
            madeFrom.make(() -> metrics.addAll(job.evaluate(prompts, scenes, captions)));
            prompts.unpersist();
            return JobReport.done("evaluate: %s%n%s".formatted(job.out, ReportedMetrics.lines(metrics)));
        });
    }

    private String digest() {
        List<String> fingerprints = Cascades.fingerprints(model);
        return Sha256.hex("%s %s %d %s %s %s"
                .formatted(
                        fingerprints,
                        tableVersions(),
                        run.config().run().seed(),
                        section,
                        run.config().generation().batchSize(),
                        run.config().data()));
    }

    private List<Long> tableVersions() {
        return List.of(run.pairs().version(), run.embeddings().version());
    }

    private String clip() {
        return ModelFolder.open(model.folder("clip"), ClipModel.KIND).fingerprint();
    }

    private Dataset<Row> prompts(SceneEvaluation scenes, CaptionEvaluation captions) {
        return captions.prompts(section).unionAll(run.spark().createDataFrame(scenes.prompts(), DrawnTable.PROMPTS));
    }

    private List<Metric> evaluate(Dataset<Row> prompts, SceneEvaluation scenes, CaptionEvaluation captions) {
        out.delete("metrics.json");
        SuspectedCopies.delete(out);
        DrawnTable drawn = draw(prompts);
        List<Metric> metrics = new ArrayList<>(scenes.metrics(drawn));
        metrics.addAll(captions.metrics(drawn, out, section.resamples()));
        new JsonFile(out, "metrics.json").write(metrics);
        return metrics;
    }

    private DrawnTable draw(Dataset<Row> prompts) {
        run.describe("evaluate: draws held-out prompts");
        long count = prompts.count();
        int batchSize = run.config().generation().batchSize();
        int tasks = (int) Math.min(MOST_TASKS, (count + batchSize - 1) / batchSize);
        Dataset<Row> dealt = prompts.repartition(tasks, functions.col("id")).sortWithinPartitions("id");
        Painter painter = new Painter(model, run.config().run().seed(), batchSize);
        try (TableHold hold = run.hold(NAME, "drawn");
                TaskProgress progress = TaskProgress.watch(run, NAME, "pictures", count, tasks)) {
            DrawnTable table = DrawnTable.openOrCreate(run.spark(), run.table("drawn"));
            table.heldBy(hold).replace(dealt.mapPartitions(painter, Encoders.row(DrawnTable.SCHEMA)));
            return table;
        }
    }
}
