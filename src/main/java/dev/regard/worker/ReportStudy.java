package dev.regard.worker;

import dev.regard.cam.CamMethod;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import dev.regard.worker.Stages.Stage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report about a model over many pictures: which method suits it, what it uses to name a class, and checks of a few maps.
 * What cannot be found out says why in its place, and the rest stays. Options: those of {@link RankingStudy} and of
 * {@link BiasStudy}.
 */
final class ReportStudy implements Study {

    private static final List<String> OPTIONS = Stream.concat(RankingStudy.OPTIONS.stream(), BiasStudy.OPTIONS.stream())
            .distinct()
            .toList();

    private static final int PARTS = 4;

    /** Maps that are checked: each takes more than a hundred questions. */
    private static final int MOST_CHECKED = 3;

    /** How often a search for bias begins to count anew. */
    private static final int ROUNDS_OF_BIAS = 3;

    @Override
    public JsonObject run(Explainer explainer, Request request, Cancellation cancellation, Progress progress) {
        ClassSelection classes = request.request().classes();
        if (classes instanceof ClassSelection.All || classes.count() != 1) {
            throw new BadSelection(
                    "A report is about one class: name it in 'classes', or leave that out for the one that the model says most often.");
        }
        StudyOptions.refuseOthers(request.options(), OPTIONS);
        RankingStudy.check(only(request.options(), RankingStudy.OPTIONS));
        return new Run(explainer, BiasStudy.different(request), cancellation, new Stages(PARTS, progress)).report();
    }

    private static JsonObject only(JsonObject options, List<String> names) {
        JsonObject some = new JsonObject();
        options.forEach(option -> {
            if (names.contains(option.getKey())) {
                some.put(option.getKey(), option.getValue());
            }
        });
        return some;
    }

    /** The same where each option is by picture, of some pictures only. */
    private static JsonObject only(JsonObject options, List<String> names, Predicate<String> isWanted) {
        JsonObject some = only(options, names).copy();
        some.forEach(option -> {
            if (option.getValue() instanceof JsonObject byPicture) {
                byPicture.fieldNames().removeIf(isWanted.negate());
            }
        });
        return some;
    }

    /** One report. */
    private static final class Run {
        private final Explainer explainer;
        private final Request request;
        private final Cancellation cancellation;
        private final Stages stages;
        private final Parts parts = new Parts();

        /** That somebody gave, by the name of the picture. */
        private final Map<String, Integer> classes = new HashMap<>();

        Run(Explainer explainer, Request request, Cancellation cancellation, Stages stages) {
            this.explainer = explainer;
            this.request = request;
            this.cancellation = cancellation;
            this.stages = stages;
        }

        JsonObject report() {
            Census census = census(stages.next(0.05, 1));
            JsonObject bias = bias(census, stages.next(0.2, ROUNDS_OF_BIAS));
            JsonObject methods = methods(census, stages.next(0.5, 1));
            JsonArray checks = checks(census, recommended(methods, bias));
            parts.throwIfNothing();
            return ReportJson.of(explainer, census, methods, bias, checks);
        }

        private Census census(Stage stage) {
            StudyOptions options = new StudyOptions(request.options(), OPTIONS);
            try (Probe probe = explainer.probe(request.request(), cancellation, Progress.UNHEARD)) {
                RankingStudy.labels(options, request.names())
                        .forEach((picture, label) -> classes.put(picture, probe.classNamed(label)));
                return Census.of(probe, request.pictures(), request.request().classes(), counted(stage));
            }
        }

        private JsonObject bias(Census census, Stage stage) {
            ExplainRequest asked = asked(census, request.request().method(), named(census), 0);
            Request all = with(asked, only(request.options(), BiasStudy.OPTIONS, picture -> isOf(census, picture)));
            return parts.find(stage, () -> new BiasStudy().run(explainer, all, cancellation, counted(stage)));
        }

        /** Each picture is asked about the class that is given of it, else the one that the model says. */
        private JsonObject methods(Census census, Stage stage) {
            ExplainRequest asked = asked(census, null, new ClassSelection.Best(1), 0);
            Request all = with(asked, only(request.options(), RankingStudy.OPTIONS));
            return parts.find(stage, () -> new RankingStudy().run(explainer, all, cancellation, stage));
        }

        private JsonArray checks(Census census, @Nullable String method) {
            List<Integer> some = census.some(MOST_CHECKED);
            Stage stage = stages.next(0.25, some.size());
            JsonArray checks = new JsonArray();
            for (int picture : some) {
                ExplainRequest asked = asked(census, method, named(census), picture);
                String id = request.names().get(picture);
                Request one = new Request(asked, List.of(asked.picture()), List.of(id), Map.of(), new JsonObject());
                checks.add(new JsonObject()
                        .put("image", id)
                        .mergeIn(parts.find(stage, () -> new CheckStudy().run(explainer, one, cancellation, stage))));
            }
            return some.isEmpty() ? checks.add(ReportJson.nothingToCheck(census.label())) : checks;
        }

        /** The best method that tells classes apart, as one is asked about; else the one that the search for bias took. */
        private @Nullable String recommended(JsonObject methods, JsonObject bias) {
            return methods.getJsonArray("methods", new JsonArray()).stream()
                    .map(ranked -> ((JsonObject) ranked).getString("method"))
                    .filter(name -> CamMethod.named(name).orElseThrow().dependsOnClass())
                    .findFirst()
                    .orElse(bias.getString("method", request.request().method()));
        }

        private ExplainRequest asked(Census census, @Nullable String method, ClassSelection classes, int picture) {
            ExplainRequest whole = request.request();
            return new ExplainRequest(
                    request.pictures().get(picture),
                    census.model(),
                    method,
                    whole.layers(),
                    classes,
                    whole.options(),
                    whole.client());
        }

        /** Boxes and masks lie round what was given of a picture: of another class they tell a search for bias nothing. */
        private boolean isOf(Census census, String picture) {
            return classes.getOrDefault(picture, census.index()) == census.index();
        }

        private Request with(ExplainRequest asked, JsonObject options) {
            return new Request(asked, request.pictures(), request.names(), request.masks(), options);
        }

        private static ClassSelection named(Census census) {
            return ClassSelection.Listed.at(List.of(census.index()));
        }

        private static Progress counted(Stage stage) {
            return (text, done, total) -> stage.report("%s: %,d of %,d".formatted(text, done, total), done, total);
        }
    }
}
