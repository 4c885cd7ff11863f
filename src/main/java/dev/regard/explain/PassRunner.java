package dev.regard.explain;

import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the passes of one request, one after another, and measures them. Keeps the session of the last one until it is closed:
 * between two slices of long work others may need the room, and opening takes longer than a slice. Not shared between threads.
 */
final class PassRunner implements AutoCloseable {

    /** Classes whose gradients at a layer are one run: each takes the memory of all that lies behind the layer. */
    private static final int MOST_ROWS_AT_LAYER = 16;

    /** The same at the picture, where each takes the memory of the whole model. */
    private static final int MOST_ROWS_AT_PICTURE = 8;

    private final Engine engine;
    private final Share share;
    private final LoadedModel model;
    private final Cancellation cancellation;
    private final Progress progress;
    private Sessions.@Nullable Lease held;
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
     * Runs one pass, or where many classes of a picture are asked about several in turn. Throws what
     * {@link ExplainableModel#run} throws, and {@link BrokenModel} where a class score is no number.
     *
     * @param layer target layer; null for a pass that has none
     */
    ForwardBackward run(Pass pass, @Nullable String layer, Question question, Set<Wanted> wanted) {
        int most = pass.hasLayer() ? MOST_ROWS_AT_LAYER : MOST_ROWS_AT_PICTURE;
        int rows = question.rowCount();
        if (rows <= most || !pass.isBackward() || !question.isOfOnePicture()) {
            return checked(run(pass, layer, () -> question, wanted));
        }
        List<ForwardBackward> parts = new ArrayList<>();
        for (int from = 0; from < rows; from += most) {
            Question part = question.rows(from, Math.min(rows, from + most));
            parts.add(checked(run(pass, layer, () -> part, wanted)));
        }
        return ForwardBackward.ofOnePicture(parts);
    }

    private ForwardBackward checked(ForwardBackward result) {
        for (float score : result.scores().values()) {
            if (!Float.isFinite(score)) {
                throw model.noNumbers();
            }
        }
        return result;
    }

    /**
     * Runs one pass of long work.
     *
     * @param question made once it is this work's turn: whoever takes the cores for that is part of the slice
     */
    ForwardBackward run(Pass pass, @Nullable String layer, Supplier<Question> question, Set<Wanted> wanted) {
        cancellation.throwIfCancelled();
        ExplainableModel session = session(pass, layer);
        try (Interrupt interrupt = new Interrupt();
                Cancellation.Registration registration = cancellation.onCancel(interrupt::stop);
                DeviceSlot.Turn turn = engine.device().take(share, cancellation)) {
            long start = System.nanoTime();
            try {
                return session.run(question.get(), wanted, interrupt);
            } finally {
                lastNanos = System.nanoTime() - start;
                runNanos += lastNanos;
            }
        }
    }

    private ExplainableModel session(Pass pass, @Nullable String layer) {
        Sessions.Lease lease = held;
        if (lease == null || !lease.isOf(layer, pass)) {
            close();
            long asked = System.nanoTime();
            lease = engine.sessions().lease(model.id(), model.graph(), layer, pass, cancellation, progress);
            loadNanos += System.nanoTime() - asked;
            held = lease;
        }
        return lease.session();
    }

    /** Gives the session back. */
    @Override
    public void close() {
        Sessions.Lease lease = held;
        held = null;
        if (lease != null) {
            lease.close();
        }
    }

    /** What is known of how fast samples are. */
    Throughput throughput(Sampler sampler) {
        return throughput(sampler.pass(), sampler.layer(), sampler.sampleBytes());
    }

    /** The same, of samples of so many bytes. */
    Throughput throughput(Pass pass, @Nullable String layer, long sampleBytes) {
        return engine.throughputs().of(model.id(), layer, pass, sampleBytes);
    }

    /** How long one run takes, in nanoseconds: tried where that is not known. */
    double once(Pass pass, @Nullable String layer, DoubleSupplier trial) {
        return engine.throughputs().once(model.id(), layer, pass, trial);
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
