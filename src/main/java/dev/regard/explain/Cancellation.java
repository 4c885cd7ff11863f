package dev.regard.explain;

import java.util.ArrayList;
import java.util.List;

/** Tells running work to stop. Thread-safe; cancelling twice does no more than once. */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>();
    private boolean cancelled;

    /** Asks the work to stop, soon and without a result. */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(listeners);
            listeners.clear();
        }
        toRun.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** @throws ExplainException.Cancelled where the work was told to stop */
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new ExplainException.Cancelled("The request was cancelled.");
        }
    }

    /**
     * Runs {@code action} when the work is told to stop, at once where it already was.
     *
     * @return takes the action back
     */
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                listeners.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void remove(Runnable action) {
        listeners.remove(action);
    }

    /** Undoes {@link #onCancel}. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
