package org.unclip.data.layout;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.mutable.WrappedArray;

/** Makes rows of {@link CaptionedPictures#SCHEMA}. */
final class LayoutRow {
    private LayoutRow() {}

    /** A picture whose split its key decides; {@code location} is null if the picture is missing. */
    static Row of(String key, String location, List<String> captions) {
        return of(key, null, location, captions);
    }

    /** {@code split} is null if the key decides, {@code location} if the picture is missing. */
    static Row of(String key, String split, String location, List<String> captions) {
        // A Scala sequence is what a later step expects when Spark hands the row over without encoding it.
        return RowFactory.create(key, split, location, WrappedArray.make(captions.toArray()));
    }
}
