package org.unclip.job.stress;

/** An action that is done once: when closed, or else when this process ends (other than by {@code kill -9}). */
final class Ending implements AutoCloseable {
    private final Runnable action;
    private final Thread hook;
    private boolean done;

    Ending(Runnable action) {
        this.action = action;
        hook = new Thread(this::end, "ending");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // What is begun while this process ends is part of another ending, which closes it.
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already; end() is synchronized and does it once.
        }
        end();
    }

    private synchronized void end() {
        if (!done) {
            done = true;
            action.run();
        }
    }
}
