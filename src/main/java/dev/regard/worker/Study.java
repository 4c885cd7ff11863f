package dev.regard.worker;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.Progress;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Work that asks a model many things about one picture or many, and answers with a report. */
public interface Study {

    /**
     * What is asked.
     *
     * @param request  model, method, layers, classes and options; its picture is the first one
     * @param pictures their bytes, in the order given; at least one
     * @param names    of the pictures, one for each
     * @param masks    bytes of the pictures that the options name as masks, by their names
     * @param options  what else was asked for, by name; not checked yet
     */
    record Request(
            ExplainRequest request,
            List<byte[]> pictures,
            List<String> names,
            Map<String, byte[]> masks,
            JsonObject options) {}

    /**
     * Does it. Throws {@link dev.regard.explain.ExplainException}.
     *
     * @param progress hears how far it has come
     * @return the report, as clients get it
     */
    JsonObject run(Explainer explainer, Request request, Cancellation cancellation, Progress progress);
}
