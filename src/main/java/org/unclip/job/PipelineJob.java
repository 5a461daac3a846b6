package org.unclip.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.clip.ClipModel;
import org.unclip.config.ExitCode;
import org.unclip.prior.DiffusionPrior;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.Sha256;
import org.unclip.unet.Stage;

/** Runs all jobs in order, each of which skips what is done, and writes {@code metrics.json} and the report. */
public final class PipelineJob {

    private final Run run;
    private final RunFolder folder;
    private boolean changed;

    private PipelineJob(Run run) {
        this.run = run;
        this.folder = new RunFolder(run.folder());
    }

    /** Everything from captioned pictures to a trained cascade. */
    public static JobReport run(Run run) {
        return new PipelineJob(run).runAll();
    }

    private JobReport runAll() {
        requireWorkForRanks();
        note(IngestJob.run(run));
        note(TrainClipJob.run(run));
        note(EmbedJob.run(run));
        trainAll();
        note(EvaluateJob.measure(run, folder.model(), EvaluateJob.OUT));
        ReportJob.run(run.folder());
        String written = "model in %s, samples in %s, metrics.json and report.html in %s"
                .formatted(folder.model(), folder.samples(), run.folder());
        return changed
                ? JobReport.done("pipeline: " + written)
                : JobReport.nothingToDo("pipeline: nothing to do, all is made already: " + written);
    }

    /** Trains prior and stages on tables that are there, draws the prompts, and notes what each training measured. */
    static void train(Run run) {
        new PipelineJob(run).trainAll();
    }

    private void trainAll() {
        note(TrainPriorJob.run(run));
        for (String stage : run.config().cascade()) {
            note(TrainUNetJob.run(run, stage));
        }
        drawPrompts();
        writeMetrics();
    }

    /** Of every training, before the first begins. */
    private void requireWorkForRanks() {
        UnclipConfig config = run.config();
        run.requireWorkForRanks(config.clip().training());
        run.requireWorkForRanks(config.prior().training());
        config.unet().values().forEach(stage -> run.requireWorkForRanks(stage.training()));
    }

    private void note(JobReport report) {
        run.console().say(report.summary());
        changed |= report.exitCode() == ExitCode.DONE;
    }

    private void drawPrompts() {
        GenerationSection generation = run.config().generation();
        Folder out = folder.samples().folder("prompts");
        long seed = run.config().run().seed();
        MadeFrom madeFrom = new MadeFrom(
                out, Sha256.hex("%s %d %s".formatted(Cascades.fingerprints(folder.model()), seed, generation)));
        if (!generation.prompts().isEmpty() && !madeFrom.holds()) {
            GenerateJob.Order order = new GenerateJob.Order(folder.model(), out, generation.prompts(), seed);
            madeFrom.make(() -> {
                note(run.timed("generate", () -> GenerateJob.run(order, generation, run.threads(), run.console())));
                int prompts = generation.prompts().size();
                new ContactSheet(out, prompts, generation.samples()).write(folder.samples(), "prompts.png");
                new NeverInTraining(folder.samples()).write(run, generation.prompts());
                new StepStrips(folder.steps())
                        .write(folder.model(), generation.prompts().get(0), seed);
            });
        }
    }

    private void writeMetrics() {
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        metrics.put("clip", metrics(folder.clip(), ClipModel.KIND));
        metrics.put("prior", metrics(folder.prior(), DiffusionPrior.KIND));
        for (String stage : run.config().cascade()) {
            metrics.put("unet-" + stage, metrics(folder.stage(stage), Stage.KIND));
        }
        new JsonFile(run.folder(), "metrics.json").write(metrics);
    }

    private static Map<String, Double> metrics(Folder model, String kind) {
        return new TreeMap<>(ModelFolder.open(model, kind).card().metrics());
    }
}
