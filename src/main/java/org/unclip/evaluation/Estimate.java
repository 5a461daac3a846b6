package org.unclip.evaluation;

/** A value and its 95 % interval. */
record Estimate(double value, Interval interval) {}
