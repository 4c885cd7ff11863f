package dev.regard.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Counts and times explanations. Labels come from answers, never from what was asked: else anybody could fill the memory. */
final class ExplainMetrics {

    private final MeterRegistry registry;

    ExplainMetrics(MeterRegistry registry, Admission shortWork, Admission longWork) {
        this.registry = registry;
        gauges(shortWork, "short");
        gauges(longWork, "long");
    }

    private void gauges(Admission admission, String work) {
        Gauge.builder("regard.queue.length", admission, Admission::waiting)
                .description("Explanations that wait for a thread")
                .tag("work", work)
                .register(registry);
        Gauge.builder("regard.explanations.admitted", admission, Admission::admitted)
                .description("Explanations at work or waiting")
                .tag("work", work)
                .register(registry);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void done(Timer.Sample sample, Object answer) {
        String model = answer instanceof JsonObject json ? json.getString("model") : null;
        String method = answer instanceof JsonObject json ? json.getString("method") : null;
        sample.stop(timer(model, method, "done"));
    }

    void failed(Timer.Sample sample, int status) {
        sample.stop(
                timer(null, null, status == Failures.CANCELLED ? "cancelled" : status < 500 ? "refused" : "failed"));
    }

    void overloaded() {
        start().stop(timer(null, null, "overloaded"));
    }

    private Timer timer(@Nullable String model, @Nullable String method, String outcome) {
        return Timer.builder("regard.explanations")
                .description("Explanations, from admission to answer")
                .tag("model", model == null ? "none" : model)
                .tag("method", method == null ? "none" : method)
                .tag("outcome", outcome)
                .register(registry);
    }
}
