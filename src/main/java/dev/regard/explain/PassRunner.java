package dev.regard.explain;

import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Runs the passes of one request, one after another, and measures them. Not shared between threads. */
final class PassRunner {

    private final Sessions sessions;
    private final Semaphore deviceSlot;
    private final LoadedModel model;
    private final String layer;
    private final Cancellation cancellation;
    private long nanos;

    /**
     * @param deviceSlot one run uses all cores, or the whole GPU: a second one beside it would only slow both down
     * @param layer      target layer of the passes that have one
     */
    PassRunner(Sessions sessions, Semaphore deviceSlot, LoadedModel model, String layer, Cancellation cancellation) {
        this.sessions = sessions;
        this.deviceSlot = deviceSlot;
        this.model = model;
        this.layer = layer;
        this.cancellation = cancellation;
    }

    /** Runs one pass. Throws what {@link ExplainableModel#run} throws. */
    ForwardBackward run(Pass pass, Question question, Set<Wanted> wanted) {
        cancellation.throwIfCancelled();
        try (Sessions.Lease lease = sessions.lease(model.name(), model.graph(), layer, pass);
                Interrupt interrupt = new Interrupt();
                Cancellation.Registration registration = cancellation.onCancel(interrupt::stop)) {
            deviceSlot.acquireUninterruptibly();
            long start = System.nanoTime();
            try {
                return lease.session().run(question, wanted, interrupt);
            } finally {
                nanos += System.nanoTime() - start;
                deviceSlot.release();
            }
        }
    }

    /** How long ONNX Runtime took in all, in milliseconds. */
    double millis() {
        return nanos / 1e6;
    }
}
