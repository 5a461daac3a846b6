package org.unclip.evaluation;

/** A value and its 95 % interval. */
record Estimate(double value, Interval interval) {

    /** The same as a share of so many rows: where none or all have it, a bootstrap's interval has no width. */
    Estimate ofShare(long rows) {
        boolean certain = value == 0 || value == 1;
        return certain ? new Estimate(value, Interval.wilson(Math.round(value * rows), rows)) : this;
    }
}
