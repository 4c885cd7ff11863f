package dev.regard.explain;

import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs the passes of one request, one after another, and measures them. Not shared between threads. */
final class PassRunner {

    private final Sessions sessions;
    private final Semaphore deviceSlot;
    private final LoadedModel model;
    private final Cancellation cancellation;
    private final Progress progress;
    private long runNanos;
    private long loadNanos;

    /** @param deviceSlot one run uses all cores, or the whole GPU: a second one beside it would only slow both down */
    PassRunner(
            Sessions sessions, Semaphore deviceSlot, LoadedModel model, Cancellation cancellation, Progress progress) {
        this.sessions = sessions;
        this.deviceSlot = deviceSlot;
        this.model = model;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /**
     * Runs one pass. Throws what {@link ExplainableModel#run} throws.
     *
     * @param layer target layer; null for a pass that has none
     */
    ForwardBackward run(Pass pass, @Nullable String layer, Question question, Set<Wanted> wanted) {
        cancellation.throwIfCancelled();
        long asked = System.nanoTime();
        try (Sessions.Lease lease = sessions.lease(model.name(), model.graph(), layer, pass, progress);
                Interrupt interrupt = new Interrupt();
                Cancellation.Registration registration = cancellation.onCancel(interrupt::stop)) {
            loadNanos += System.nanoTime() - asked;
            deviceSlot.acquireUninterruptibly();
            long start = System.nanoTime();
            try {
                return lease.session().run(question, wanted, interrupt);
            } finally {
                runNanos += System.nanoTime() - start;
                deviceSlot.release();
            }
        }
    }

    /** How long ONNX Runtime took in all, in milliseconds. */
    double runMillis() {
        return runNanos / 1e6;
    }

    /** How long it took to open sessions that were not in memory, in milliseconds. */
    double loadMillis() {
        return loadNanos / 1e6;
    }
}
