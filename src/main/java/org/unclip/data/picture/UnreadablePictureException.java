package org.unclip.data.picture;

/** One picture cannot be read: an expected event in a large data set, to be counted and not to stop a job. */
public final class UnreadablePictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PictureFault fault;

    UnreadablePictureException(PictureFault fault, String detail, Throwable cause) {
        super(detail, cause);
        this.fault = fault;
    }

    UnreadablePictureException(PictureFault fault, String detail) {
        this(fault, detail, null);
    }

    /** What is wrong, out of a fixed set. */
    public PictureFault fault() {
        return fault;
    }
}
