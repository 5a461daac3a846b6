package org.unclip.data.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.unclip.config.UserError;

/**
 * WebDataset: tars, plain or gzip, of samples whose members follow one another ({@link TarSample}), as img2dataset writes
 * them. Keys are the tar's relative name and the sample's. Where there is a subfolder {@code validation}, the samples of its
 * tars are the held-out ones, and no others are.
 *
 * <p>Each tar is gone through twice, by one task each time: first its headers and captions, then the pictures that the table
 * has not. So a picture and a caption are in memory, never a tar, and a rerun reads no picture that it has.
 *
 * @param folder searched with its subfolders
 */
public record WebDatasetPictures(String folder) implements CaptionedPictures {
    private static final int MAX_TASKS = 10_000;
    private static final StructType TARS = new StructType()
            .add("key", DataTypes.StringType, false)
            .add("split", DataTypes.StringType, true)
            .add("tar", DataTypes.StringType, false);

    @Override
    public String source() {
        return "webdataset";
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        StoredFiles storage = new StoredFiles(spark);
        List<Row> tars = tars(storage.list(folder, "data.path"));
        if (tars.isEmpty()) {
            throw UserError.of("data.path", folder, "a folder with .tar, .tar.gz or .tgz files", "correct the path");
        }
        FlatMapFunction<Row, Row> samples =
                tar -> new TarSamples(storage, tar.getString(0), tar.getString(1), tar.getString(2));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataFrame(context.parallelize(tars, Math.min(tars.size(), MAX_TASKS)), TARS)
                .flatMap(samples, Encoders.row(SCHEMA));
    }

    @Override
    public Dataset<Row> prepared(Dataset<Row> rows) {
        Column tar = functions.regexp_replace(functions.col("location"), TarPlace.SUFFIX, "");
        long tars = rows.select(tar).distinct().count();
        return rows.repartition((int) Math.max(1, Math.min(tars, MAX_TASKS)), tar)
                .sortWithinPartitions("location");
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new TarPictureReader(new StoredFiles(spark));
    }

    private List<Row> tars(Map<String, String> files) {
        HeldOutFolder heldOut = HeldOutFolder.of(files.keySet(), WebDatasetPictures::isTar);
        List<Row> tars = new ArrayList<>();
        files.forEach((name, location) -> {
            if (isTar(name)) {
                tars.add(RowFactory.create(source() + "/" + name, heldOut.splitOf(name), location));
            }
        });
        return tars;
    }

    private static boolean isTar(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".tar") || lower.endsWith(".tar.gz") || lower.endsWith(".tgz");
    }
}
