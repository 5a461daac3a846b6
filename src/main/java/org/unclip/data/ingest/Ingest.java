package org.unclip.data.ingest;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.unclip.config.UserError;
import org.unclip.data.DataConfig;
import org.unclip.data.layout.CaptionedPictures;
import org.unclip.data.layout.CocoPictures;
import org.unclip.data.layout.FlickrPictures;
import org.unclip.data.layout.FolderPictures;
import org.unclip.data.layout.KarpathyPictures;
import org.unclip.data.layout.ShapesPictures;
import org.unclip.data.layout.WebDatasetPictures;
import org.unclip.data.metrics.Gauges;
import org.unclip.data.metrics.PairCounts;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;
import org.unclip.data.table.Sifted;

/**
 * Brings a data set into the tables: every picture that can be read, cropped and resized once, with its captions; and
 * what cannot be used with the reason.
 *
 * <p>Pairs that the table has are left alone, so a second run adds nothing, and a run over a grown data set adds what
 * is new. Rejected pairs are tried again each time. When too many are rejected, the pairs table stays as it was.
 */
public final class Ingest {
    private static final String STAGE = "ingest";

    private final DataConfig config;
    private final CaptionedPictures pictures;

    /**
     * @param seed of the run, which generated scenes depend on
     */
    public Ingest(DataConfig config, long seed) {
        this(config, layout(config, seed));
    }

    Ingest(DataConfig config, CaptionedPictures pictures) {
        this.config = config;
        this.pictures = pictures;
    }

    private static CaptionedPictures layout(DataConfig config, long seed) {
        return switch (config.source()) {
            case SHAPES -> new ShapesPictures(seed, config.shapes(), config.imageSize());
            case FOLDER -> new FolderPictures(config.path().orElseThrow());
            case COCO ->
                new CocoPictures(config.path().orElseThrow(), config.captions().orElseThrow());
            case FLICKR8K -> flickr("flickr8k", config);
            case FLICKR30K -> flickr("flickr30k", config);
            case KARPATHY ->
                new KarpathyPictures(
                        config.path().orElseThrow(), config.captions().orElseThrow());
            case WEBDATASET -> new WebDatasetPictures(config.path().orElseThrow());
        };
    }

    private static CaptionedPictures flickr(String source, DataConfig config) {
        return new FlickrPictures(
                source, config.path().orElseThrow(), config.captions().orElseThrow(), config.splits());
    }

    /**
     * Does it, in one commit a table.
     *
     * @throws UserError if the data set cannot be read, more than the allowed share is rejected, or the table holds
     *     pictures of another size
     */
    public IngestReport run(SparkSession spark, PairsTable pairs, RejectedTable rejected) {
        requireSameSize(pairs);
        PairCounts counts = new PairCounts(spark.sparkContext(), STAGE);
        Dataset<Row> found = pictures.rows(spark).persist(StorageLevel.DISK_ONLY());
        Dataset<Row> candidates = found.join(pairs.rows().select("key"), new String[] {"key"}, "left_anti");
        Dataset<Row> made = pictures.prepared(candidates)
                .map(pairMaker(spark, counts), Encoders.row(PairMaker.SCHEMA))
                .persist(StorageLevel.DISK_ONLY());
        try {
            long all = found.count();
            try (Gauges gauges = counts.served(all, config.maxRejectedFraction())) {
                return write(new Sifted(made), all, pairs, rejected);
            }
        } finally {
            made.unpersist();
            found.unpersist();
        }
    }

    private PairMaker pairMaker(SparkSession spark, PairCounts counts) {
        return new PairMaker(
                pictures.source(),
                pictures.reader(spark),
                config.imageSize(),
                config.keepSplits(),
                config.validationFraction(),
                counts);
    }

    private IngestReport write(Sifted made, long found, PairsTable pairs, RejectedTable rejected) {
        Sifted.Counts counts = made.count();
        long tried = counts.accepted() + counts.rejectedInAll();
        IngestReport report = new IngestReport(counts.accepted(), found - tried, counts.rejected());
        if (report.rejectedInAll() > 0) {
            rejected.appendNew(made.rejected(STAGE));
        }
        requireFewRejected(report, made);
        if (report.added() > 0) {
            pairs.append(made.accepted());
        }
        return report;
    }

    private void requireFewRejected(IngestReport report, Sifted made) {
        long found = report.added() + report.present() + report.rejectedInAll();
        if (report.rejectedInAll() > config.maxRejectedFraction() * found) {
            throw UserError.fatal(
                    "%d of %d pairs cannot be used (%s), more than data.maxRejectedFraction = %s allows: mend the data or raise the limit. The table \"rejected\" has them all, such as %s."
                            .formatted(
                                    report.rejectedInAll(),
                                    found,
                                    report.rejected(),
                                    config.maxRejectedFraction(),
                                    made.examples()));
        }
    }

    /** Pictures of two sizes in one table would train on the one and judge by the other. */
    private void requireSameSize(PairsTable pairs) {
        for (Row row : pairs.rows().select("image").limit(1).collectAsList()) {
            int stored = side(row.getAs(0));
            if (stored != config.imageSize()) {
                throw UserError.of(
                        "data.imageSize",
                        config.imageSize(),
                        stored + ", the size of the pictures already in the table",
                        "restore it or choose a new run folder");
            }
        }
    }

    private static int side(byte[] image) {
        return PictureDecoder.decodeOwn(image, "the pairs table").width();
    }
}
