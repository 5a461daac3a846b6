package org.unclip.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureResizer;
import org.unclip.data.shapes.Scene;
import org.unclip.data.shapes.ScenePrompts.Prompt;
import org.unclip.data.table.DrawnTable;
import org.unclip.evaluation.Interval;
import org.unclip.evaluation.shapes.PromptGroup;
import org.unclip.evaluation.shapes.SceneJudge;
import org.unclip.evaluation.shapes.SceneReading;
import org.unclip.evaluation.shapes.SceneScore;
import org.unclip.report.Metric;
import scala.Tuple2;

/**
 * How often drawn scenes show what their prompts ask for, as a judge reads them.
 *
 * @param asked what each picture should show, by the prompt's id
 * @param groups by the prompt's id
 * @param prompts rows of {@code DrawnTable.PROMPTS}, with ids below 0, which those of captions are not
 */
record SceneEvaluation(Map<Long, SceneReading> asked, Map<Long, PromptGroup> groups, List<Row> prompts) {
    private static final String CANNOT_TELL =
            "How the picture looks: the judge names the nearest scene even of a blotch.";

    /** The prompts that the section of the configuration asks for. */
    static SceneEvaluation of(long seed, EvaluationSection section) {
        SceneEvaluation evaluation = new SceneEvaluation(new HashMap<>(), new HashMap<>(), new ArrayList<>());
        evaluation.ask(PromptGroup.SEEN, seed, section.oneObject() / 2);
        evaluation.ask(PromptGroup.HELD_OUT, seed, section.oneObject() / 2);
        evaluation.ask(PromptGroup.TWO_SEEN, seed, section.twoObjects() / 2);
        evaluation.ask(PromptGroup.TWO_HELD_OUT, seed, section.twoObjects() / 2);
        return evaluation;
    }

    private void ask(PromptGroup group, long seed, int count) {
        for (Prompt prompt : group.prompts(seed, count)) {
            long id = -1L - prompts.size();
            asked.put(id, SceneReading.of(prompt.scene()));
            groups.put(id, group);
            prompts.add(RowFactory.create(id, group.name(), null, prompt.text()));
        }
    }

    /** Shares of right pictures, group by group. */
    List<Metric> metrics(DrawnTable drawn) {
        Map<Long, SceneReading> read = drawn.rows()
                .where("id < 0")
                .select("id", "image")
                .javaRDD()
                .mapToPair(row -> new Tuple2<Long, SceneReading>(row.getLong(0), judge(row.getAs("image"))))
                .collectAsMap();
        List<Metric> metrics = new ArrayList<>();
        for (PromptGroup group : PromptGroup.values()) {
            List<SceneScore> scores = read.entrySet().stream()
                    .filter(entry -> groups.get(entry.getKey()) == group)
                    .map(entry -> SceneScore.of(asked.get(entry.getKey()), entry.getValue()))
                    .toList();
            if (!scores.isEmpty()) {
                metrics.addAll(metrics(group, scores));
            }
        }
        return metrics;
    }

    private static List<Metric> metrics(PromptGroup group, List<SceneScore> scores) {
        return List.of(
                share(group, "both", "Colour and shape right", scores, SceneScore::both),
                share(group, "colour", "Colour right", scores, SceneScore::colour),
                share(group, "shape", "Shape right", scores, SceneScore::shape),
                share(group, "arrangement", "Number and places right", scores, SceneScore::arrangement),
                share(group, "background", "Background right", scores, SceneScore::background));
    }

    private static Metric share(
            PromptGroup group, String part, String name, List<SceneScore> scores, Predicate<SceneScore> right) {
        long count = scores.stream().filter(right).count();
        Interval interval = Interval.wilson(count, scores.size());
        return new Metric(
                group.title(),
                "%s-%s".formatted(group.name().toLowerCase(Locale.ROOT).replace('_', '-'), part),
                name,
                (double) count / scores.size(),
                interval.low(),
                interval.high(),
                Metric.Better.HIGHER,
                "Share of %d prompts of which the judge reads this in the picture as it was asked for."
                        .formatted(scores.size()),
                CANNOT_TELL);
    }

    private static SceneReading judge(byte[] png) {
        Picture picture = PictureDecoder.decodeOwn(png, "the table of drawn pictures");
        return new SceneJudge().read(PictureResizer.centreCrop(picture, Scene.SIDE));
    }
}
