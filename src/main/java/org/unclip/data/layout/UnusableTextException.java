package org.unclip.data.layout;

/** A text that cannot be used as captions, with a sentence that says why. */
final class UnusableTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TextFault fault;

    UnusableTextException(TextFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    TextFault fault() {
        return fault;
    }
}
