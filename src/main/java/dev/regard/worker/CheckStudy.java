package dev.regard.worker;

import dev.regard.check.Check;
import dev.regard.check.CheckOptions;
import dev.regard.check.Cover;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.Explainer;
import dev.regard.explain.Progress;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the map of one class of one picture may be believed: see {@link Check}. */
final class CheckStudy implements Study {

    private static final List<String> OPTIONS = List.of("hide", "repetitions", "seed");

    @Override
    public JsonObject run(Explainer explainer, Request request, Cancellation cancellation, Progress progress) {
        if (request.pictures().size() != 1) {
            throw new BadSelection("A check is about one picture, given %,d."
                    .formatted(request.pictures().size()));
        }
        CheckOptions options = options(request.options());
        return CheckJson.of(Check.of(explainer, request.request(), options, cancellation, progress));
    }

    private static CheckOptions options(JsonObject given) {
        StudyOptions options = new StudyOptions(given, OPTIONS);
        CheckOptions usual = CheckOptions.DEFAULT;
        return new CheckOptions(
                cover(options.text("hide")),
                options.whole(
                        "repetitions",
                        usual.repetitions(),
                        CheckOptions.FEWEST_REPETITIONS,
                        CheckOptions.MOST_REPETITIONS),
                options.whole("seed", (int) usual.seed(), 0, Integer.MAX_VALUE));
    }

    private static Cover cover(@Nullable String name) {
        return name == null
                ? CheckOptions.DEFAULT.hiding()
                : Cover.named(name).orElseThrow(() -> StudyOptions.wrong("hide", name, "blurred or mean"));
    }
}
