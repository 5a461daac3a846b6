package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.unclip.config.UserError;
import org.unclip.data.Split;
import org.unclip.data.table.DrawnTable;
import org.unclip.evaluation.Cmmd;
import org.unclip.evaluation.EmbeddingSet;
import org.unclip.evaluation.FrechetDistance;
import org.unclip.evaluation.Memorisation;
import org.unclip.evaluation.NeighbourBalls;
import org.unclip.evaluation.PartnerCosine;
import org.unclip.evaluation.Resampling;
import org.unclip.evaluation.Retrieval;
import org.unclip.report.Metric;
import org.unclip.storage.Folder;

/**
 * How pictures drawn for held-out captions compare with the true ones, in CLIP's space; and, where asked for, how well
 * captions of training are drawn.
 *
 * @param clip fingerprint of the CLIP whose embeddings are compared
 */
record CaptionEvaluation(Run run, String clip) {
    private static final int SUSPICIOUS = 12;
    static final int SMALLEST_SET = 10; // neighbourhoods are of five
    private static final Column BY_CHANCE = functions.xxhash64(functions.col("key"));

    /** First captions of held-out pairs and of those of training; rows of {@code DrawnTable.PROMPTS}, ids from 0. */
    Dataset<Row> prompts(EvaluationSection section) {
        return prompts(Split.VALIDATION, section.captions()).unionAll(prompts(Split.TRAIN, section.trainingCaptions()));
    }

    /**
     * Looks whether all prompts that are captions can be compared.
     *
     * @throws UserError if one of their pairs has no embedding by this CLIP
     */
    void requireEmbeddings(Dataset<Row> prompts) {
        long unknown = prompts.where("key is not null")
                .join(embeddings(), new String[] {"key"}, "left_anti")
                .count();
        if (unknown > 0) {
            throw UserError.fatal(
                    "%d of the pairs to evaluate with have no embedding by the model's CLIP (%s) in %s: run embed, or give --conf of the run that trained this model."
                            .formatted(unknown, clip, run.table("embeddings")));
        }
    }

    /** So many different ones at most; their group is the split. */
    private Dataset<Row> prompts(Split split, int count) {
        WindowSpec same =
                Window.partitionBy(functions.col("captions").getItem(0)).orderBy(BY_CHANCE, functions.col("key"));
        return pairs().where(functions.col("split").equalTo(split.word()))
                .withColumn("copy", functions.row_number().over(same))
                .where("copy = 1")
                .orderBy(BY_CHANCE, functions.col("key"))
                .limit(count)
                .selectExpr(
                        "xxhash64(key) & 9223372036854775807 as id",
                        "split as `group`",
                        "key",
                        "captions[0] as prompt");
    }

    /** All figures; none of what too few captions were drawn of. Leaves a sheet of suspected copies in the folder. */
    List<Metric> metrics(DrawnTable table, Folder out, int resamples) {
        run.describe("evaluate: compares in CLIP's space");
        Resampling resampling = new Resampling(run.config().run().seed(), resamples);
        List<Metric> metrics = new ArrayList<>();
        Dataset<Row> heldOut = drawn(table, Split.VALIDATION);
        if (suffice(heldOut, Split.VALIDATION)) {
            metrics.addAll(quality(table, heldOut, out, resampling));
        }
        Dataset<Row> trained = drawn(table, Split.TRAIN);
        if (suffice(trained, Split.TRAIN)) {
            metrics.addAll(memory(trained, resampling));
        }
        return metrics;
    }

    private static Dataset<Row> drawn(DrawnTable table, Split split) {
        return table.rows().where(functions.col("group").equalTo(split.word()));
    }

    private boolean suffice(Dataset<Row> drawn, Split split) {
        long count = drawn.count();
        if (count > 0 && count < SMALLEST_SET) {
            run.console()
                    .say("evaluate: %d captions of the split %s are too few to measure anything by, %d would do"
                            .formatted(count, split.word(), SMALLEST_SET));
        }
        return count >= SMALLEST_SET;
    }

    private Dataset<Row> embeddings() {
        return run.embeddings().rows(clip);
    }

    private List<Metric> quality(DrawnTable table, Dataset<Row> drawn, Folder out, Resampling resampling) {
        Dataset<Row> known = embeddings()
                .join(pairs().select("key", "split"), "key")
                .select("key", "split", "image_embedding", "text_embeddings")
                .persist(StorageLevel.MEMORY_AND_DISK()); // joined once, read for each set
        Dataset<Row> heldOut = known.where(functions.col("split").equalTo(Split.VALIDATION.word()));
        Dataset<Row> asked = heldOut.join(drawn.select("key"), new String[] {"key"}, "left_semi");
        List<Metric> metrics = new ArrayList<>();
        try (EmbeddingSet pictures = EmbeddingSets.of(drawn, "image_embedding");
                EmbeddingSet truth = EmbeddingSets.of(asked, "image_embedding")) {
            metrics.addAll(cosines(drawn, pictures, truth, resampling));
            metrics.addAll(distribution(pictures, truth, resampling));
            Memorisation memorisation = memorisation(known, pictures, truth, resampling);
            new SuspectedCopies(memorisation.suspicious()).write(table.rows(), pairs(), out);
            metrics.addAll(ReportedMetrics.of("Memorisation", memorisation.metrics()));
        }
        metrics.addAll(ReportedMetrics.of("CLIP, on held-out pairs", retrieval(heldOut, resampling)));
        known.unpersist();
        return metrics;
    }

    private static List<Metric> cosines(
            Dataset<Row> drawn, EmbeddingSet pictures, EmbeddingSet truth, Resampling resampling) {
        try (EmbeddingSet priors = EmbeddingSets.of(drawn, "prior_embedding");
                EmbeddingSet texts = EmbeddingSets.of(drawn, "text_embedding")) {
            PartnerCosine prior = PartnerCosine.measure(priors, truth, resampling);
            PartnerCosine text = PartnerCosine.measure(pictures, texts, resampling);
            PartnerCosine real = PartnerCosine.measure(truth, texts, resampling);
            List<Metric> metrics = new ArrayList<>();
            metrics.addAll(ReportedMetrics.of(
                    "Prior, on held-out captions",
                    List.of(
                            prior.partners().as("prior-cosine", "Drawn to true image embedding"),
                            prior.shuffled().as("prior-cosine-shuffled", "Drawn to other image embeddings"))));
            String group = "Drawn pictures and their captions";
            metrics.addAll(ReportedMetrics.of(
                    group,
                    List.of(
                            text.partners().as("drawn-to-text-cosine", "Drawn picture to its caption"),
                            text.shuffled().as("drawn-to-text-cosine-shuffled", "Drawn picture to other captions"),
                            real.partners()
                                    .as("true-to-text-cosine", "True picture to its caption")
                                    .neither())));
            metrics.addAll(ReportedMetrics.of(group, obeyed("drawn-to-text", pictures, texts, resampling)));
            return metrics;
        }
    }

    private static List<Metric> distribution(EmbeddingSet pictures, EmbeddingSet truth, Resampling resampling) {
        List<Metric> metrics = new ArrayList<>(ReportedMetrics.of(
                "Distances of drawn to true pictures",
                List.of(
                        Cmmd.measure(truth, pictures, resampling),
                        FrechetDistance.measure(truth, pictures, resampling))));
        metrics.addAll(
                ReportedMetrics.of("Drawn among true pictures", NeighbourBalls.measure(truth, pictures, resampling)));
        return metrics;
    }

    private static Memorisation memorisation(
            Dataset<Row> known, EmbeddingSet pictures, EmbeddingSet truth, Resampling resampling) {
        Dataset<Row> train = known.where(functions.col("split").equalTo(Split.TRAIN.word()));
        try (EmbeddingSet training = EmbeddingSets.of(train, "image_embedding")) {
            return Memorisation.measure(pictures, truth, training, SUSPICIOUS, resampling);
        }
    }

    /** What it draws for captions it was trained with. */
    private List<Metric> memory(Dataset<Row> drawn, Resampling resampling) {
        Dataset<Row> asked = embeddings().join(drawn.select("key"), new String[] {"key"}, "left_semi");
        try (EmbeddingSet pictures = EmbeddingSets.of(drawn, "image_embedding");
                EmbeddingSet texts = EmbeddingSets.of(drawn, "text_embedding");
                EmbeddingSet truth = EmbeddingSets.of(asked, "image_embedding")) {
            PartnerCosine cosine = PartnerCosine.measure(pictures, truth, resampling);
            List<org.unclip.evaluation.Metric> metrics = new ArrayList<>();
            metrics.add(cosine.partners().as("trained-drawn-to-true-cosine", "Drawn picture to the true one"));
            metrics.add(cosine.shuffled().as("trained-drawn-to-true-cosine-shuffled", "Drawn picture to other ones"));
            metrics.addAll(obeyed("trained-drawn-to-text", pictures, texts, resampling));
            return ReportedMetrics.of(
                    "Captions of training: memory, not quality",
                    metrics.stream().map(org.unclip.evaluation.Metric::neither).toList());
        }
    }

    /** How often a drawn picture finds the caption it was drawn for. */
    private static List<org.unclip.evaluation.Metric> obeyed(
            String key, EmbeddingSet pictures, EmbeddingSet texts, Resampling resampling) {
        return Retrieval.imageToText(key, "Drawn picture → its caption", pictures, texts, resampling);
    }

    /** CLIP's own, which bounds what all other measures in its space can say. */
    private static List<org.unclip.evaluation.Metric> retrieval(Dataset<Row> heldOut, Resampling resampling) {
        try (EmbeddingSet pictures = EmbeddingSets.of(heldOut, "image_embedding");
                EmbeddingSet texts = EmbeddingSets.captions(heldOut)) {
            return Retrieval.measure(pictures, texts, resampling);
        }
    }

    private Dataset<Row> pairs() {
        return run.pairs().rows();
    }
}
