package org.unclip.training;

/** An attempt at a training failed in a way that another one may not: a lost executor or host, a passing fault. */
public final class RanksLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A message that names the executor, its host and the cause.
     *
     * @param cause the user's error where it was not a rank that was lost; {@code null} otherwise
     */
    public RanksLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
