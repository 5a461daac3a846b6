package org.unclip.config;

import java.util.Objects;

/**
 * A fault the user can mend: shown as one message without a stack trace, and as an exit code.
 *
 * <p>The message names what is wrong, its value, what would be allowed and how to mend it. Faults of the program
 * itself are {@link IllegalStateException}s, never this.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** A whole message in the caller's words. */
    public UserError(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /** A whole message in the caller's words, and what caused it ({@code null} if nothing did). */
    public UserError(ExitCode exitCode, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
    }

    /**
     * A value outside of what is allowed, {@link ExitCode#FATAL}: <em>“prior.sampling.steps is 0, but must be 1 to
     * 1000: set it to 64 for the paper's sampler.”</em>
     *
     * @param what the key, file, column or argument
     * @param value the value found
     * @param allowed what it must be
     * @param mend what to do about it, a clause or question, without a full stop
     */
    public static UserError of(String what, Object value, String allowed, String mend) {
        String end = mend.endsWith("?") ? "" : ".";
        return new UserError(
                ExitCode.FATAL, "%s is %s, but must be %s: %s%s".formatted(what, shown(value), allowed, mend, end));
    }

    /** Wrong configuration or data in the caller's words, {@link ExitCode#FATAL}. */
    public static UserError fatal(String message) {
        return new UserError(ExitCode.FATAL, message);
    }

    /** Wrong configuration or data in the caller's words, and its cause, {@link ExitCode#FATAL}. */
    public static UserError fatal(String message, Throwable cause) {
        return new UserError(ExitCode.FATAL, message, cause);
    }

    /** A passing fault, {@link ExitCode#RETRY}. */
    public static UserError retry(String message, Throwable cause) {
        return new UserError(ExitCode.RETRY, message, cause);
    }

    /** What the process exits with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    private static String shown(Object value) {
        return value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
    }
}
