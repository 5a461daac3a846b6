package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.Settings;
import org.unclip.data.LocalSpark;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.shapes.Scene;
import org.unclip.data.shapes.SceneRenderer;
import org.unclip.data.table.DrawnTable;
import org.unclip.evaluation.shapes.PromptGroup;
import org.unclip.report.Metric;

class SceneEvaluationSparkTest {
    private static final long SEED = 5;
    private static final float[] NOTHING = {};

    @TempDir
    private Path folder;

    @Test
    void countsTheScenesThatShowWhatWasAskedFor() {
        SparkSession spark = LocalSpark.session();
        UnclipConfig config = Settings.load(
                        Optional.empty(),
                        List.of("run.seed=" + SEED, "evaluation.oneObject=16", "evaluation.twoObjects=8"))
                .read("", UnclipConfig.class);
        SceneEvaluation evaluation = SceneEvaluation.of(config);
        DrawnTable table =
                DrawnTable.openOrCreate(spark, folder.resolve("drawn").toString());
        table.replace(spark.createDataFrame(drawnHalfRight(evaluation.prompts()), DrawnTable.SCHEMA));

        Map<String, Double> values =
                evaluation.metrics(table).stream().collect(Collectors.toMap(Metric::key, Metric::value));

        assertEquals(20, values.size(), values::toString);
        for (String group : List.of("seen", "held-out", "two-seen", "two-held-out")) {
            assertEquals(0.5, values.get(group + "-both"), values::toString);
        }
        assertEquals(0.5, values.get("two-seen-arrangement"), "one object instead of two");
        assertEquals(1.0, values.get("seen-arrangement"), "one object as asked");
    }

    /** Every second picture shows its prompt's scene; the others show a one-object scene of another group. */
    private static List<Row> drawnHalfRight(List<Row> prompts) {
        SceneRenderer renderer = new SceneRenderer(Scene.SIDE);
        List<Row> rows = new ArrayList<>();
        for (PromptGroup group : PromptGroup.values()) {
            List<Row> asked = prompts.stream()
                    .filter(row -> row.getString(1).equals(group.name()))
                    .toList();
            PromptGroup other = group == PromptGroup.HELD_OUT ? PromptGroup.SEEN : PromptGroup.HELD_OUT;
            for (int i = 0; i < asked.size(); i++) {
                PromptGroup shown = i % 2 == 0 ? group : other;
                Scene scene = shown.prompts(SEED, asked.size()).get(i).scene();
                byte[] png = PngEncoder.encode(new Picture(Scene.SIDE, Scene.SIDE, renderer.render(scene)));
                Row row = asked.get(i);
                rows.add(RowFactory.create(
                        row.get(0), row.get(1), row.get(2), row.get(3), png, NOTHING, NOTHING, NOTHING));
            }
        }
        return rows;
    }
}
