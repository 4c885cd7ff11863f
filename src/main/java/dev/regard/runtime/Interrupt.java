package dev.regard.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Stops a run from another thread: ONNX Runtime ends it before the next node. */
public final class Interrupt implements AutoCloseable {

    private final OrtSession.RunOptions options;
    private boolean closed;

    public Interrupt() {
        try {
            options = new OrtSession.RunOptions();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    OrtSession.RunOptions options() {
        return options;
    }

    /** Ends the run; nothing happens where it is over. */
    public synchronized void stop() {
        if (!closed) {
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            options.close();
        }
    }
}
