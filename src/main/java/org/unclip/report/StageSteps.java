package org.unclip.report;

import java.util.List;

/**
 * How one picture came about in a stage.
 *
 * @param prompt of the picture
 * @param size extent of the pictures, pixels
 * @param moments from noise to picture
 */
public record StageSteps(String prompt, int size, List<Moment> moments) {

    /**
     * A step that was made.
     *
     * @param step which of {@code of}, from 1
     * @param x a PNG of what the step left; not copied
     * @param x0 a PNG of the picture that it was made towards; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // carries files, is never compared
    public record Moment(int step, int of, byte[] x, byte[] x0) {}

    public StageSteps {
        moments = List.copyOf(moments);
    }
}
