package org.unclip.data.layout;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A data set of pictures with captions. Lists what there is; no picture is in memory before its row is worked on. */
public interface CaptionedPictures {
    /**
     * Columns of {@link #rows}: a key that is unique and stays the same from run to run; the split, or null to let the
     * key decide; where {@link #reader} finds the picture, or null if it is missing; the captions as found, or what {@link
     * #prepared} reads them from. What cannot be used, whatever the picture may be, has the reason in a word and a sentence, which are null elsewhere; its key
     * may then name a place in a file.
     */
    StructType SCHEMA = new StructType()
            .add("key", DataTypes.StringType, false)
            .add("split", DataTypes.StringType, true)
            .add("location", DataTypes.StringType, true)
            .add("captions", DataTypes.createArrayType(DataTypes.StringType), false)
            .add("reason", DataTypes.StringType, true)
            .add("detail", DataTypes.StringType, true);

    /** Name of the layout, first part of every key. */
    String source();

    /**
     * All rows, by {@link #SCHEMA}.
     *
     * @throws org.unclip.config.UserError if the data set is not there or its captions file is broken
     */
    Dataset<Row> rows(SparkSession spark);

    /**
     * Some of the rows, ready for {@link #reader}: with captions that {@link #rows} left in their files, divided and ordered
     * so that each tar is gone through once.
     */
    default Dataset<Row> prepared(Dataset<Row> rows) {
        return rows;
    }

    /** What reads this layout's pictures, on any machine of the cluster. */
    PictureReader reader(SparkSession spark);
}
