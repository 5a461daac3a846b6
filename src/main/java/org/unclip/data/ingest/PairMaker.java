package org.unclip.data.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.unclip.data.Split;
import org.unclip.data.layout.CaptionText;
import org.unclip.data.layout.PictureReader;
import org.unclip.data.layout.TextFault;
import org.unclip.data.metrics.PairCounts;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureResizer;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.picture.UnreadablePictureException;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.Sifted;
import scala.collection.mutable.WrappedArray;

/**
 * Turns one row of a layout into one row of the pairs table, or into the reason why it cannot be one.
 *
 * <p>A pure function of its row and the data set: what it gives depends on no partitioning and no other row.
 *
 * @param keepSplits whether a split that the layout knows holds; where not, and where it knows none, the key decides
 * @param counts where the pairs are counted
 */
record PairMaker(
        String source,
        PictureReader reader,
        int imageSize,
        boolean keepSplits,
        double validationFraction,
        PairCounts counts)
        implements MapFunction<Row, Row> {

    /** {@link Sifted} rows of the pairs table. */
    static final StructType SCHEMA = Sifted.schema(PairsTable.SCHEMA, "key");

    @Override
    public Row call(Row row) {
        Row made = made(row);
        counts.add(1, made.isNullAt(SCHEMA.fieldIndex("reason")) ? 0 : 1);
        return made;
    }

    private Row made(Row row) {
        // By position: rows that come straight from another map have no names.
        String key = row.getString(0);
        String split = row.getString(1);
        String location = row.getString(2);
        if (!row.isNullAt(4)) {
            return rejected(key, row.getString(4), row.getString(5));
        }
        List<String> found = row.getList(3);
        if (found.stream().anyMatch(CaptionText::isTooLong)) {
            return rejected(
                    key,
                    TextFault.CAPTION_TOO_LONG.word(),
                    "a caption has more than the " + CaptionText.MAX_BYTES + " bytes allowed");
        }
        List<String> captions = CaptionText.clean(found);
        if (location == null) {
            return rejected(key, "missing-picture", "no picture of that name");
        }
        if (captions.isEmpty()) {
            return rejected(key, "empty-captions", "no caption, or blank ones only");
        }
        try {
            return pair(key, Optional.ofNullable(keepSplits ? split : null), reader.read(location), captions);
        } catch (UnreadablePictureException e) {
            return rejected(key, e.fault().word(), e.getMessage());
        } catch (FileNotFoundException e) {
            return rejected(key, "missing-picture", e.getMessage());
        } catch (IOException e) {
            return rejected(key, "unreadable-file", e.getMessage());
        }
    }

    private Row pair(String key, Optional<String> split, Picture picture, List<String> captions) {
        byte[] image = PngEncoder.encode(PictureResizer.centreCrop(picture, imageSize));
        String chosen =
                split.orElseGet(() -> Split.ofKey(key, validationFraction).word());
        return RowFactory.create(
                key,
                source,
                chosen,
                image,
                picture.width(),
                picture.height(),
                WrappedArray.make(captions.toArray()),
                null,
                null);
    }

    private static Row rejected(String key, String reason, String detail) {
        return RowFactory.create(key, null, null, null, null, null, null, reason, detail);
    }
}
