package dev.regard.explain;

import dev.regard.runtime.Pass;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of how fast the sessions are, with one sample and with many, for each (model, layer, pass). Thread-safe. */
final class Throughputs {

    /** For the samples of one batch: few enough megabytes to have several batches of several clients in memory. */
    private static final long MOST_BATCH_BYTES = 32 << 20;

    private final Map<Key, Throughput> known = new ConcurrentHashMap<>();
    private final Map<Key, Double> nanosOfOnce = new ConcurrentHashMap<>();

    private record Key(String model, @Nullable String layer, Pass pass) {}

    /**
     * What is known of one.
     *
     * @param layer       of a pass that has one, else null
     * @param sampleBytes of one sample
     */
    Throughput of(String model, @Nullable String layer, Pass pass, long sampleBytes) {
        return known.computeIfAbsent(
                new Key(model, layer, pass),
                key -> new Throughput((int) Math.clamp(MOST_BATCH_BYTES / sampleBytes, 1, Throughput.LARGEST)));
    }

    /** Forgets a model that is gone. */
    void forget(String model) {
        known.keySet().removeIf(key -> key.model.equals(model));
        nanosOfOnce.keySet().removeIf(key -> key.model.equals(model));
    }

    /**
     * How long a run of one picture takes, in nanoseconds.
     *
     * @param layer of a pass that has one, else null
     * @param trial finds out where that is not known; others may do the same meanwhile
     */
    double once(String model, @Nullable String layer, Pass pass, DoubleSupplier trial) {
        Key key = new Key(model, layer, pass);
        Double nanos = nanosOfOnce.get(key);
        if (nanos == null) {
            nanos = trial.getAsDouble();
            nanosOfOnce.put(key, nanos);
        }
        return nanos;
    }
}
