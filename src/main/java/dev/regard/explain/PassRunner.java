package dev.regard.explain;

import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the passes of one request, one after another, and measures them. Not shared between threads. */
final class PassRunner {

    private final Engine engine;
    private final Share share;
    private final LoadedModel model;
    private final Cancellation cancellation;
    private final Progress progress;
    private long runNanos;
    private long lastNanos;
    private long loadNanos;

    /** @param share whose work it is */
    PassRunner(Engine engine, Share share, LoadedModel model, Cancellation cancellation, Progress progress) {
        this.engine = engine;
        this.share = share;
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
        return run(pass, layer, () -> question, wanted);
    }

    /**
     * Runs one pass of long work.
     *
     * @param question made once it is this work's turn: whoever takes the cores for that is part of the slice
     */
    ForwardBackward run(Pass pass, @Nullable String layer, Supplier<Question> question, Set<Wanted> wanted) {
        cancellation.throwIfCancelled();
        long asked = System.nanoTime();
        try (Sessions.Lease lease = engine.sessions().lease(model.name(), model.graph(), layer, pass, progress);
                Interrupt interrupt = new Interrupt();
                Cancellation.Registration registration = cancellation.onCancel(interrupt::stop)) {
            loadNanos += System.nanoTime() - asked;
            try (DeviceSlot.Turn turn = engine.device().take(share, cancellation)) {
                long start = System.nanoTime();
                try {
                    return lease.session().run(question.get(), wanted, interrupt);
                } finally {
                    lastNanos = System.nanoTime() - start;
                    runNanos += lastNanos;
                }
            }
        }
    }

    /** What is known of how fast samples are. */
    Throughput throughput(Sampler sampler) {
        return engine.throughputs().of(model.name(), sampler.layer(), sampler.pass(), sampler.sampleBytes());
    }

    /** What is going on. */
    Load load() {
        return engine.load();
    }

    /** How long the last run had the device, in nanoseconds. */
    long lastNanos() {
        return lastNanos;
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
