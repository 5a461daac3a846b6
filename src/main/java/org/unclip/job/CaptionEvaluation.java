package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.unclip.data.Split;
import org.unclip.data.table.DrawnTable;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.evaluation.Cmmd;
import org.unclip.evaluation.EmbeddingSet;
import org.unclip.evaluation.FrechetDistance;
import org.unclip.evaluation.KeyedEmbedding;
import org.unclip.evaluation.Memorisation;
import org.unclip.evaluation.NeighbourBalls;
import org.unclip.evaluation.PartnerCosine;
import org.unclip.evaluation.Resampling;
import org.unclip.evaluation.Retrieval;
import org.unclip.report.Metric;
import org.unclip.storage.Folder;

/**
 * How pictures drawn for held-out captions compare with the true ones, in CLIP's space.
 *
 * @param clip fingerprint of the CLIP whose embeddings are compared
 */
record CaptionEvaluation(Run run, String clip) {
    private static final int SUSPICIOUS = 12;
    private static final int SMALLEST_SET = 10; // neighbourhoods are of five

    /** The first captions of held-out pairs, so many at most; rows of {@code DrawnTable.PROMPTS}, ids from 0. */
    Dataset<Row> prompts(int count) {
        return pairs().where(functions.col("split").equalTo(Split.VALIDATION.word()))
                .orderBy(functions.xxhash64(functions.col("key")), functions.col("key"))
                .limit(count)
                .selectExpr(
                        "xxhash64(key) & 9223372036854775807 as id",
                        "'CAPTIONS' as `group`",
                        "key",
                        "captions[0] as prompt");
    }

    /** All figures; none where too few captions were drawn. Leaves a sheet of suspected copies in the folder. */
    List<Metric> metrics(DrawnTable table, Folder out, int resamples) {
        Dataset<Row> drawn = table.rows().where("id >= 0");
        if (drawn.count() < SMALLEST_SET) {
            return List.of();
        }
        run.describe("evaluate: compares in CLIP's space");
        Resampling resampling = new Resampling(run.config().run().seed(), resamples);
        Dataset<Row> known = EmbeddingsTable.open(run.spark(), run.table("embeddings"))
                .rows(clip)
                .join(pairs().select("key", "split"), "key");
        Dataset<Row> heldOut = known.where(functions.col("split").equalTo(Split.VALIDATION.word()));
        Dataset<Row> asked = heldOut.join(drawn.select("key"), new String[] {"key"}, "left_semi");
        List<Metric> metrics = new ArrayList<>();
        try (EmbeddingSet pictures = set(drawn, "image_embedding");
                EmbeddingSet priors = set(drawn, "prior_embedding");
                EmbeddingSet texts = set(drawn, "text_embedding");
                EmbeddingSet truth = set(asked, "image_embedding")) {
            PartnerCosine prior = PartnerCosine.measure(priors, truth, resampling);
            add(
                    metrics,
                    "Prior, on held-out captions",
                    prior.partners().as("prior-cosine", "Drawn to true image embedding"),
                    prior.shuffled().as("prior-cosine-shuffled", "Drawn to other image embeddings"));
            PartnerCosine text = PartnerCosine.measure(pictures, texts, resampling);
            PartnerCosine real = PartnerCosine.measure(truth, texts, resampling);
            add(
                    metrics,
                    "Drawn pictures and their captions",
                    text.partners().as("drawn-to-text-cosine", "Drawn picture to its caption"),
                    text.shuffled().as("drawn-to-text-cosine-shuffled", "Drawn picture to other captions"),
                    real.partners().as("true-to-text-cosine", "True picture to its caption"));
            List<org.unclip.evaluation.Metric> distribution = new ArrayList<>();
            distribution.add(Cmmd.measure(truth, pictures, resampling));
            distribution.add(FrechetDistance.measure(truth, pictures, resampling));
            distribution.addAll(NeighbourBalls.measure(truth, pictures, resampling));
            add(metrics, "Drawn against true pictures", distribution.toArray(org.unclip.evaluation.Metric[]::new));
            metrics.addAll(memorisation(known, pictures, truth, table, out, resampling));
        }
        metrics.addAll(retrieval(heldOut, resampling));
        return metrics;
    }

    private List<Metric> memorisation(
            Dataset<Row> known,
            EmbeddingSet pictures,
            EmbeddingSet truth,
            DrawnTable table,
            Folder out,
            Resampling resampling) {
        Dataset<Row> train = known.where(functions.col("split").equalTo(Split.TRAIN.word()));
        try (EmbeddingSet training = set(train, "image_embedding")) {
            Memorisation memorisation = Memorisation.measure(pictures, truth, training, SUSPICIOUS, resampling);
            new SuspectedCopies(memorisation.suspicious()).write(table.rows(), pairs(), out);
            List<Metric> metrics = new ArrayList<>();
            add(metrics, "Memorisation", memorisation.metrics().toArray(org.unclip.evaluation.Metric[]::new));
            return metrics;
        }
    }

    /** CLIP's own, which bounds what all other measures in its space can say. */
    private List<Metric> retrieval(Dataset<Row> heldOut, Resampling resampling) {
        JavaRDD<KeyedEmbedding> captions = heldOut.selectExpr("key", "posexplode(text_embeddings)")
                .javaRDD()
                .map(row -> new KeyedEmbedding(
                        row.getString(0) + "#" + row.getInt(1), row.getString(0), floats(row.getList(2))));
        try (EmbeddingSet pictures = set(heldOut, "image_embedding");
                EmbeddingSet texts = EmbeddingSet.of(captions)) {
            List<Metric> metrics = new ArrayList<>();
            add(
                    metrics,
                    "CLIP, on held-out pairs",
                    Retrieval.measure(pictures, texts, resampling).toArray(org.unclip.evaluation.Metric[]::new));
            return metrics;
        }
    }

    private Dataset<Row> pairs() {
        return PairsTable.open(run.spark(), run.table("pairs")).rows();
    }

    private static EmbeddingSet set(Dataset<Row> rows, String column) {
        return EmbeddingSet.of(rows.select("key", column)
                .javaRDD()
                .map(row -> new KeyedEmbedding(row.getString(0), floats(row.getList(1)))));
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private static void add(List<Metric> metrics, String group, org.unclip.evaluation.Metric... measured) {
        Stream.of(measured)
                .map(metric -> new Metric(
                        group,
                        metric.key(),
                        metric.name(),
                        metric.value(),
                        metric.low(),
                        metric.high(),
                        Metric.Better.valueOf(metric.better().name()),
                        metric.meaning(),
                        metric.cannotTell()))
                .forEach(metrics::add);
    }
}
