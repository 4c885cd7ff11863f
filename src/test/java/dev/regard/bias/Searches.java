package dev.regard.bias;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOptions;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import java.util.List;
import java.util.Map;

/** Searches for what a model uses, by CAM. */
final class Searches {

    private Searches() {}

    static BiasReport find(Explainer explainer, String model, String label, List<byte[]> pictures) {
        ExplainRequest request = new ExplainRequest(
                new byte[0],
                model,
                "cam",
                List.of(),
                ClassSelection.Listed.named(label),
                MethodOptions.of(Map.of()),
                "test");
        try (Probe probe = explainer.probe(request, new Cancellation(), Progress.UNHEARD)) {
            return new BiasSearch(probe, pictures, Map.of(), Progress.UNHEARD).find();
        }
    }
}
