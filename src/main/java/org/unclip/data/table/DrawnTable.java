package org.unclip.data.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Pictures that a cascade drew to be evaluated, one row a prompt. Written by evaluate. */
public final class DrawnTable {
    private static final DataType VECTOR = DataTypes.createArrayType(DataTypes.FloatType);

    /** What is asked for: {@code group} says why, {@code key} names the pair that the prompt is a caption of, if any. */
    public static final StructType PROMPTS = new StructType()
            .add("id", DataTypes.LongType, false)
            .add("group", DataTypes.StringType, false)
            .add("key", DataTypes.StringType, true)
            .add("prompt", DataTypes.StringType, false);

    /**
     * The prompts with their pictures: {@code image} is a PNG, {@code text_embedding} CLIP's of the prompt, {@code
     * prior_embedding} what the prior drew for it, {@code image_embedding} CLIP's of the drawn picture.
     */
    public static final StructType SCHEMA = PROMPTS.add("image", DataTypes.BinaryType, false)
            .add("text_embedding", VECTOR, false)
            .add("prior_embedding", VECTOR, false)
            .add("image_embedding", VECTOR, false);

    private final DeltaFolder table;

    private DrawnTable(DeltaFolder table) {
        this.table = table;
    }

    /** The table, made if it is not there. */
    public static DrawnTable openOrCreate(SparkSession spark, String path) {
        return new DrawnTable(DeltaFolder.openOrCreate(spark, path, SCHEMA));
    }

    /** The same, for commits while it is held: they end with an error once another job has taken it over. */
    public DrawnTable heldBy(TableHold hold) {
        return new DrawnTable(table.heldBy(hold));
    }

    /** All rows of the newest version. */
    public Dataset<Row> rows() {
        return table.rows();
    }

    /** Puts these rows in the place of all others, in one commit. */
    public void replace(Dataset<Row> rows) {
        table.replace(rows);
    }
}
