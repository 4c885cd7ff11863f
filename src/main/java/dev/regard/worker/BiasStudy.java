package dev.regard.worker;

import dev.regard.bias.BiasReport;
import dev.regard.bias.BiasSearch;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.UnsupportedMethod;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import dev.regard.explain.Truth;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model uses to name a class over many pictures: see {@link BiasSearch}. */
final class BiasStudy implements Study {

    static final List<String> OPTIONS = List.of(GivenTruth.BOXES, GivenTruth.MASKS);

    @Override
    public JsonObject run(Explainer explainer, Request request, Cancellation cancellation, Progress progress) {
        Request different = different(request);
        if (!(request.request().classes() instanceof ClassSelection.Listed listed) || listed.count() != 1) {
            throw new BadSelection("A search for bias is about one class: name it in 'classes', such as [\"horse\"].");
        }
        Map<Integer, Truth> truths =
                GivenTruth.of(explainer, different, new StudyOptions(request.options(), OPTIONS), cancellation);
        try (Probe probe = probe(explainer, request.request(), cancellation, progress)) {
            if (!probe.method().dependsOnClass()) {
                throw new BadSelection("%s shows the same for every class. Choose a method that depends on the class."
                        .formatted(probe.method().title()));
            }
            BiasReport report = new BiasSearch(probe, different.pictures(), truths, progress).find();
            String version = explainer.details(probe.model()).version();
            return BiasJson.of(report, probe, version, different.names());
        }
    }

    /** The same picture twice tells no more than once. */
    static Request different(Request request) {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (int at = 0; at < request.names().size(); at++) {
            pictures.put(request.names().get(at), request.pictures().get(at));
        }
        return new Request(
                request.request(),
                List.copyOf(pictures.values()),
                List.copyOf(pictures.keySet()),
                request.masks(),
                request.options());
    }

    /** CAM where the model has it, as it is exact, else Grad-CAM, else what works and depends on the class; RISE always does. */
    private static Probe probe(
            Explainer explainer, ExplainRequest request, Cancellation cancellation, Progress progress) {
        if (request.method() != null) {
            return explainer.probe(request, cancellation, progress);
        }
        for (String method : List.of("cam", "grad-cam", "score-cam")) {
            try {
                return explainer.probe(request.with(method), cancellation, progress);
            } catch (UnsupportedMethod doesNotWork) {
                // The next one may.
            }
        }
        return explainer.probe(request.with("rise"), cancellation, progress);
    }
}
