package org.unclip.data.shapes;

/** How the objects of a scene stand to each other; the first object is the only, the left or the upper one. */
public enum Arrangement {
    ALONE("", ""),
    SIDE_BY_SIDE("left of", "right of"),
    STACKED("above", "below");

    private final String firstToSecond;
    private final String secondToFirst;

    Arrangement(String firstToSecond, String secondToFirst) {
        this.firstToSecond = firstToSecond;
        this.secondToFirst = secondToFirst;
    }

    /** Words of "first … second". */
    String firstToSecond() {
        return firstToSecond;
    }

    /** Words of "second … first". */
    String secondToFirst() {
        return secondToFirst;
    }
}
