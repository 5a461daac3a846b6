package org.unclip.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.UnreadablePictureException;
import org.unclip.data.shapes.ScenePrompts.Prompt;
import org.unclip.data.table.DrawnTable;
import org.unclip.evaluation.shapes.PromptGroup;
import org.unclip.evaluation.shapes.SceneJudge;
import org.unclip.evaluation.shapes.SceneReading;
import org.unclip.evaluation.shapes.SceneScore;
import org.unclip.generation.Painter;
import org.unclip.storage.Folder;
import scala.Tuple2;

/** Draws with a trained cascade what it was not trained on, and measures how good that is. */
public final class EvaluateJob {
    private static final int PARTITIONS = 16;

    private final Run run;
    private final Folder model;
    private final EvaluationSection section;

    private EvaluateJob(Run run, Folder model) {
        this.run = run;
        this.model = model;
        this.section = run.config().evaluation();
    }

    /** Evaluates the cascade in a model folder. */
    public static JobReport run(Run run, Folder model) {
        return new EvaluateJob(run, model).evaluate();
    }

    private JobReport evaluate() {
        Map<Long, SceneReading> asked = new HashMap<>();
        Map<Long, PromptGroup> groups = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (PromptGroup group : PromptGroup.values()) {
            int count = (group == PromptGroup.SEEN || group == PromptGroup.HELD_OUT
                            ? section.oneObject()
                            : section.twoObjects())
                    / 2;
            for (Prompt prompt : group.prompts(run.config().run().seed(), count)) {
                long id = rows.size();
                asked.put(id, SceneReading.of(prompt.scene()));
                groups.put(id, group);
                rows.add(RowFactory.create(id, group.name(), null, prompt.text()));
            }
        }
        run.describe("evaluate: draws prompts");
        DrawnTable table = DrawnTable.openOrCreate(run.spark(), run.table("drawn"));
        Dataset<Row> prompts = run.spark()
                .createDataFrame(rows, DrawnTable.PROMPTS)
                .repartition(PARTITIONS)
                .sortWithinPartitions("id");
        Painter painter = new Painter(
                model, run.config().run().seed(), run.config().generation().batchSize());
        try (TaskProgress progress = TaskProgress.watch(run, "evaluate", "pictures", rows.size(), PARTITIONS)) {
            table.replace(prompts.mapPartitions(painter, Encoders.row(DrawnTable.SCHEMA)));
        }
        Map<Long, SceneReading> read = table.rows()
                .select("id", "image")
                .javaRDD()
                .mapToPair(row -> new Tuple2<Long, SceneReading>(row.getLong(0), judge(row.getAs("image"))))
                .collectAsMap();
        Map<String, double[]> scores = new LinkedHashMap<>();
        read.forEach((id, reading) -> {
            SceneScore score = SceneScore.of(asked.get(id), reading);
            double[] sums = scores.computeIfAbsent(groups.get(id).name(), name -> new double[6]);
            sums[0]++;
            sums[1] += score.background() ? 1 : 0;
            sums[2] += score.arrangement() ? 1 : 0;
            sums[3] += score.colour() ? 1 : 0;
            sums[4] += score.shape() ? 1 : 0;
            sums[5] += score.both() ? 1 : 0;
        });
        StringBuilder text = new StringBuilder();
        scores.forEach((group, sums) ->
                text.append("%s n=%.0f background %.3f arrangement %.3f colour %.3f shape %.3f both %.3f%n"
                        .formatted(
                                group,
                                sums[0],
                                sums[1] / sums[0],
                                sums[2] / sums[0],
                                sums[3] / sums[0],
                                sums[4] / sums[0],
                                sums[5] / sums[0])));
        return JobReport.done(text.toString());
    }

    private static SceneReading judge(byte[] png) {
        try {
            return new SceneJudge().read(new PictureDecoder().decode(png));
        } catch (UnreadablePictureException e) {
            throw new IllegalStateException("the table of drawn pictures holds one that evaluate did not write", e);
        }
    }
}
