package dev.regard.worker;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import dev.regard.worker.Stages.Stage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
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

    /** One report. */
    private static final class Run {
        private final Explainer explainer;
        private final Request request;
        private final Cancellation cancellation;
        private final Stages stages;
        private boolean hasFound;
        private @Nullable ExplainException failure;

        Run(Explainer explainer, Request request, Cancellation cancellation, Stages stages) {
            this.explainer = explainer;
            this.request = request;
            this.cancellation = cancellation;
            this.stages = stages;
        }

        JsonObject report() {
            Stage look = stages.next(0.05, 1);
            try (Probe probe = explainer.probe(request.request(), cancellation, Progress.UNHEARD)) {
                ClassSelection classes = request.request().classes();
                Census census = Census.of(probe, request.pictures(), classes, counted(look));
                return report(probe.model(), census);
            }
        }

        private JsonObject report(String model, Census census) {
            String method = request.request().method();
            ClassSelection own = new ClassSelection.Listed(List.of(String.valueOf(census.index())));
            Stage search = stages.next(0.2, ROUNDS_OF_BIAS);
            JsonObject bias =
                    part(new BiasStudy(), with(BiasStudy.OPTIONS, asked(model, method, own)), search, counted(search));
            Stage compare = stages.next(0.5, 1);
            JsonObject methods = part(
                    new RankingStudy(),
                    with(RankingStudy.OPTIONS, asked(model, method, new ClassSelection.Best(1))),
                    compare,
                    compare);
            JsonArray checks = checks(census, asked(model, recommended(methods, bias), own));
            if (!hasFound && failure != null) {
                throw failure;
            }
            return ReportJson.of(explainer, model, census, methods, bias, checks);
        }

        /** The best method, which the report is going to be read for; else the one that the search for bias took. */
        private @Nullable String recommended(JsonObject methods, JsonObject bias) {
            JsonArray ranked = methods.getJsonArray("methods");
            return ranked == null
                    ? bias.getString("method", request.request().method())
                    : ranked.getJsonObject(0).getString("method");
        }

        private JsonArray checks(Census census, ExplainRequest asked) {
            List<Integer> some = census.some(MOST_CHECKED);
            Stage stage = stages.next(0.25, some.size());
            JsonArray checks = new JsonArray();
            for (int picture : some) {
                ExplainRequest one = new ExplainRequest(
                        request.pictures().get(picture),
                        asked.model(),
                        asked.method(),
                        asked.layers(),
                        asked.classes(),
                        asked.options(),
                        asked.client());
                String id = request.names().get(picture);
                Request alone = new Request(one, List.of(one.picture()), List.of(id), new JsonObject());
                checks.add(new JsonObject().put("image", id).mergeIn(part(new CheckStudy(), alone, stage, stage)));
            }
            return some.isEmpty() ? checks.add(ReportJson.nothingToCheck(census.label())) : checks;
        }

        /** Whoever asked wrongly, or has gone, gets no report; where the model is to blame, the other parts go on. */
        private JsonObject part(Study study, Request asked, Stage stage, Progress heard) {
            try {
                JsonObject found = study.run(explainer, asked, cancellation, heard);
                hasFound = true;
                return found;
            } catch (Cancelled e) {
                throw e;
            } catch (ExplainException e) {
                if (e instanceof BadSelection && !stage.hasBegun()) {
                    throw e;
                }
                failure = Objects.requireNonNullElse(failure, e);
                return new JsonObject().put("problem", e.getMessage());
            }
        }

        private ExplainRequest asked(String model, @Nullable String method, ClassSelection classes) {
            ExplainRequest whole = request.request();
            return new ExplainRequest(
                    whole.picture(), model, method, whole.layers(), classes, whole.options(), whole.client());
        }

        private Request with(List<String> options, ExplainRequest asked) {
            return new Request(asked, request.pictures(), request.names(), only(request.options(), options));
        }

        private static Progress counted(Stage stage) {
            return (text, done, total) -> stage.report("%s: %,d of %,d".formatted(text, done, total), done, total);
        }
    }
}
