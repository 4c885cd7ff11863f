package dev.regard.worker;

import dev.regard.explain.Load;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows what the worker of this process is at. */
public final class LoadMetrics {

    private LoadMetrics() {}

    public static void register(MeterRegistry registry, Load load) {
        Gauge.builder("regard.explanations.running", load, Load::explanations)
                .description("Explanations that are being worked on")
                .register(registry);
        Gauge.builder("regard.sample.bytes", load, Load::sampleBytes)
                .description("Altered copies of pictures and activations in memory")
                .baseUnit("bytes")
                .register(registry);
    }
}
