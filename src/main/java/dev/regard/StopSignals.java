package dev.regard;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Hears that the process is asked to stop, while everything still works. A shutdown hook would come too late: ONNX
 * Runtime and Vert.x have hooks of their own, all run at once, and take from under the requests what they stand on.
 */
final class StopSignals {

    private static final List<String> SIGNALS = List.of("TERM", "INT");

    private StopSignals() {}

    /** Runs {@code stop} on a thread of its own when the first of the signals comes; it has to end the process. */
    static void handle(Runnable stop) {
        AtomicBoolean stopping = new AtomicBoolean();
        for (String signal : SIGNALS) {
            Signal.handle(new Signal(signal), received -> {
                if (stopping.compareAndSet(false, true)) {
                    new Thread(stop, "stop").start();
                }
            });
        }
    }
}
