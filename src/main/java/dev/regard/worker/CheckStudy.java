package dev.regard.worker;

import dev.regard.check.Check;
import dev.regard.check.CheckOptions;
import dev.regard.check.Cover;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.Explainer;
import dev.regard.explain.Progress;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/** How far the map of one class of one picture may be believed: see {@link Check}. */
final class CheckStudy implements Study {

    private static final int LONGEST_QUOTE = 40;
    private static final Set<String> OPTIONS = new TreeSet<>(Set.of("hide", "repetitions", "seed"));

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
        for (String name : given.fieldNames()) {
            if (!OPTIONS.contains(name)) {
                throw new BadSelection("A check has no option '%s'. There are: %s."
                        .formatted(shortened(name), String.join(", ", OPTIONS)));
            }
        }
        CheckOptions usual = CheckOptions.DEFAULT;
        int repetitions = whole(
                "repetitions",
                given.getValue("repetitions", usual.repetitions()),
                CheckOptions.FEWEST_REPETITIONS,
                CheckOptions.MOST_REPETITIONS);
        int seed = whole("seed", given.getValue("seed", usual.seed()), 0, Integer.MAX_VALUE);
        return new CheckOptions(cover(given.getValue("hide", usual.hiding().id())), repetitions, seed);
    }

    private static Cover cover(Object name) {
        return Cover.named(String.valueOf(name))
                .orElseThrow(() -> new BadSelection(
                        "'hide' is %s but must be blurred or mean.".formatted(shortened(Json.encode(name)))));
    }

    private static int whole(String name, Object value, int least, int most) {
        if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
            double whole = number.doubleValue();
            if (whole >= least && whole <= most) {
                return (int) whole;
            }
        }
        throw new BadSelection("'%s' is %s but must be a whole number from %d to %d."
                .formatted(name, shortened(Json.encode(value)), least, most));
    }

    private static String shortened(String given) {
        return given.length() <= LONGEST_QUOTE ? given : given.substring(0, LONGEST_QUOTE) + "...";
    }
}
