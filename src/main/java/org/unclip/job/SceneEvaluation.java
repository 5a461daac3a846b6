package org.unclip.job;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.unclip.data.DataConfig;
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
 * @param asked in the order of their ids, which count down from -1 and so are none of a caption's
 */
record SceneEvaluation(List<Asked> asked) {
    private static final String CANNOT_TELL =
            "How the picture looks: the judge names the nearest scene even of a blotch, and sizes are not judged. The interval"
                    + " takes prompts as independent, which those of one combination are not quite.";

    private record Asked(PromptGroup group, Prompt prompt) {}

    /** The prompts that the section of the configuration asks for; none for pictures that are no drawn scenes. */
    static SceneEvaluation of(UnclipConfig config) {
        List<Asked> asked = new ArrayList<>();
        if (config.data().source() == DataConfig.Source.SHAPES) {
            long seed = config.run().seed();
            int one = config.evaluation().oneObject() / 2;
            int two = config.evaluation().twoObjects() / 2;
            asked.addAll(ask(PromptGroup.SEEN, seed, one));
            asked.addAll(ask(PromptGroup.HELD_OUT, seed, one));
            asked.addAll(ask(PromptGroup.TWO_SEEN, seed, two));
            asked.addAll(ask(PromptGroup.TWO_HELD_OUT, seed, two));
        }
        return new SceneEvaluation(List.copyOf(asked));
    }

    private static List<Asked> ask(PromptGroup group, long seed, int count) {
        return group.prompts(seed, count).stream()
                .map(prompt -> new Asked(group, prompt))
                .toList();
    }

    /** Rows of {@code DrawnTable.PROMPTS}. */
    List<Row> prompts() {
        return IntStream.range(0, asked.size())
                .mapToObj(i -> RowFactory.create(
                        -1L - i,
                        asked.get(i).group().name(),
                        null,
                        asked.get(i).prompt().text()))
                .toList();
    }

    /** Shares of right pictures, group by group. */
    List<Metric> metrics(DrawnTable drawn) {
        Map<Long, SceneReading> read = drawn.rows()
                .where("id < 0")
                .select("id", "image")
                .javaRDD()
                .mapToPair(row -> new Tuple2<Long, SceneReading>(row.getLong(0), judge(row.getAs("image"))))
                .collectAsMap();
        Map<PromptGroup, List<SceneScore>> scores = new EnumMap<>(PromptGroup.class);
        read.forEach((id, reading) -> {
            Asked what = asked.get(Math.toIntExact(-1 - id));
            scores.computeIfAbsent(what.group(), group -> new ArrayList<>())
                    .add(SceneScore.of(SceneReading.of(what.prompt().scene()), reading));
        });
        List<Metric> metrics = new ArrayList<>();
        scores.forEach((group, ofGroup) -> metrics.addAll(metrics(group, ofGroup)));
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
