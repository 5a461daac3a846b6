package org.unclip.data.shard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.unclip.config.UserError;
import org.unclip.data.Split;
import org.unclip.data.shard.ShardManifest.Identity;
import org.unclip.data.shard.ShardManifest.Shard;
import org.unclip.data.table.RejectedTable;
import org.unclip.storage.Folder;

/**
 * Writes the shards that a training job reads.
 *
 * <p>Design. Training reads the same examples many times, in another order each epoch, and must be able to go on at any
 * position. So the tables are joined once and what the job needs is laid down as records of one size: a position is an
 * offset. There is one shard a micro-batch stream, because the streams are part of the result and the ranks that read
 * them are not. Which shard a pair goes to, and its place there, follow from its key and the seed alone.
 *
 * <p>Shards have their final names from the start and count once the manifest, written last, names them. A folder whose
 * manifest already says the same is left as it is.
 */
public final class ExampleShards {
    private static final int SHOWN_KEYS = 3;
    private static final String[] KEY = {"key"};

    private final SparkSession spark;
    private final ExampleSource source;
    private final Identity identity;

    /**
     * @param streams micro-batches a step
     */
    public ExampleShards(SparkSession spark, ExampleSource source, ExampleSpec spec, int streams, long seed) {
        if (spec.needsEmbeddings() && source.embedded().isEmpty()) {
            throw new IllegalArgumentException("embeddings are asked for, but no table of them is given");
        }
        this.spark = spark;
        this.source = source;
        this.identity =
                new Identity(Identity.FORMAT, spec, streams, seed, source.tableVersions(), source.textFingerprint());
    }

    /**
     * Writes the shards, unless they are there.
     *
     * @param location of their folder, on any Hadoop file system
     * @throws UserError if a pair has no embedding or an embedding no pair, a key occurs twice, or there are fewer
     *     training pairs than streams; that encodings were not stored is the cause of the task's failure
     */
    public ShardManifest write(String location) {
        Folder folder = Folder.at(location, spark.sparkContext().hadoopConfiguration());
        Optional<ShardManifest> there = ShardManifest.read(folder);
        if (there.isPresent() && there.get().identity().equals(identity)) {
            return there.get();
        }
        ShardManifest.delete(folder);
        requireOneToOne();
        ShardCuts cuts = cuts();
        ShardManifest manifest = manifest(writeAll(cuts, location));
        manifest.write(folder);
        deleteOthers(folder, manifest);
        return manifest;
    }

    /** All pairs but those that were rejected instead of embedded. */
    private Dataset<Row> pairs() {
        Dataset<Row> pairs = source.pairs().rows(source.pairsVersion());
        return source.embedded()
                .map(embedded -> pairs.join(rejectedAlone(embedded), KEY, "left_anti"))
                .orElse(pairs);
    }

    private Dataset<Row> rejectedAlone(ExampleSource.Embedded embedded) {
        Dataset<Row> rejected = embedded.rejected().keys(RejectedTable.EMBED);
        return rejected.join(embeddings(embedded).select("key"), KEY, "left_anti");
    }

    private void requireOneToOne() {
        Dataset<Row> keys = pairs().selectExpr("key", "1 AS pairs", "0 AS embeddings");
        int wanted = 0;
        if (source.embedded().isPresent()) {
            keys = keys.union(embeddings(source.embedded().get()).selectExpr("key", "0", "1"));
            wanted = 1;
        }
        List<Row> wrong = keys.groupBy("key")
                .agg(
                        functions.sum("pairs").as("pairs"),
                        functions.sum("embeddings").as("embeddings"))
                .where("pairs != 1 OR embeddings != " + wanted)
                .orderBy("key")
                .limit(SHOWN_KEYS)
                .collectAsList();
        if (!wrong.isEmpty()) {
            List<String> shown = wrong.stream()
                    .map(row -> "%s (%s pairs, %s embeddings)".formatted(row.get(0), row.get(1), row.get(2)))
                    .toList();
            throw UserError.fatal("The tables do not fit together, for example at " + String.join(", ", shown)
                    + ": run the job embed, and if that does not help ingest into a new run folder.");
        }
    }

    /** Without those of pairs that came after the pinned version. */
    private Dataset<Row> embeddings(ExampleSource.Embedded embedded) {
        Dataset<Row> rows = embedded.table().rows(embedded.clip(), embedded.version());
        return source.pairs().hasNewerThan(source.pairsVersion())
                ? rows.join(source.pairs().keysAfter(source.pairsVersion()), KEY, "left_anti")
                : rows;
    }

    private ShardCuts cuts() {
        long seed = identity.seed();
        MapFunction<Row, Integer> toBucket = row -> ShardCuts.bucket(seed, row.getString(0));
        Map<Integer, Long> counts = new HashMap<>();
        pairs().where(functions.col("split").equalTo(Split.TRAIN.word()))
                .select("key")
                .map(toBucket, Encoders.INT())
                .groupBy("value")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
        long examples = counts.values().stream().mapToLong(Long::longValue).sum();
        if (examples < identity.streams()) {
            throw UserError.fatal(
                    "There are %d training pairs, fewer than the %d micro-batches of a step: ingest more pictures or lower training.microBatches."
                            .formatted(examples, identity.streams()));
        }
        return ShardCuts.of(seed, counts, identity.streams());
    }

    private List<Shard> writeAll(ShardCuts cuts, String location) {
        Dataset<Row> rows = pairs().where(functions.col("split").isin(Split.TRAIN.word(), Split.VALIDATION.word()))
                .select("key", "split", "image", "captions");
        if (source.embedded().isPresent()) {
            rows = rows.join(embeddings(source.embedded().get()), "key");
        }
        RecordMaker maker =
                new RecordMaker(identity.spec(), cuts, source.tokens().orElse(null));
        JavaPairRDD<ShardPlace, byte[]> records = rows.javaRDD()
                .mapToPair(maker::record)
                .repartitionAndSortWithinPartitions(new ByShard(identity.streams() + 1));
        ShardFiles files = new ShardFiles(
                location, new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        return records.mapPartitionsWithIndex(files::write, true).collect();
    }

    private ShardManifest manifest(List<Shard> shards) {
        int streams = identity.streams();
        List<Shard> training = shards.subList(0, streams);
        training.stream().filter(shard -> shard.examples() == 0).findFirst().ifPresent(empty -> {
            throw UserError.fatal("Shard " + empty.file() + " got no example: lower training.microBatches.");
        });
        return new ShardManifest(identity, training, shards.get(streams));
    }

    private static void deleteOthers(Folder folder, ShardManifest manifest) {
        Set<String> kept = new HashSet<>();
        manifest.streams().forEach(shard -> kept.add(shard.file()));
        kept.add(manifest.validation().file());
        folder.names().stream()
                .filter(name -> ShardFiles.isShard(name) && !kept.contains(name))
                .forEach(folder::delete);
    }
}
