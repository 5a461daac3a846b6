package org.unclip.report;

import java.util.List;

/**
 * The same held-out examples drawn at several points of a stage's training.
 *
 * @param stage its name
 * @param rows from the first to the last
 * @param truth a PNG of the true pictures in one row; not copied
 * @param drawnAt number of points at which samples were drawn, of which the rows are a choice
 */
@SuppressWarnings("ArrayRecordComponent") // carries files, is never compared
public record SampleSeries(String stage, List<Row> rows, byte[] truth, int drawnAt) {

    /**
     * What was drawn after so many steps.
     *
     * @param png the drawn pictures in one row; not copied
     */
    public record Row(long step, byte[] png) {}

    public SampleSeries {
        rows = List.copyOf(rows);
    }
}
