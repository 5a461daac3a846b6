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
        return RowFactory.create(key, split, location, WrappedArray.make(captions.toArray()), null, null);
    }

    /** Something that was found and cannot be used: a pair, or the place in a file by name. */
    static Row rejected(String key, String reason, String detail) {
        return RowFactory.create(key, null, null, WrappedArray.make(new Object[0]), reason, detail);
    }

    /** Something whose text cannot be used. */
    static Row rejected(String key, UnusableTextException fault) {
        return rejected(key, fault.fault().word(), fault.getMessage());
    }
}
