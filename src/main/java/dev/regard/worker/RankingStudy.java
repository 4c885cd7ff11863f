package dev.regard.worker;

import dev.regard.cam.CamMethod;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection.Key;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.Explainer;
import dev.regard.explain.Progress;
import dev.regard.explain.Truth;
import dev.regard.ranking.Metric;
import dev.regard.ranking.Ranking;
import dev.regard.ranking.Sample;
import dev.regard.ranking.Standings;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which method suits a model: all of them, or those named, judged by the same pictures. Options: {@code metric} orders them;
 * {@code methods} are those to judge, {@code long} takes in those that ask the model many times; {@code seconds} is how long
 * each may take. {@code boxes} and {@code masks} tell where objects are, and {@code labels} the class whose map is judged.
 */
final class RankingStudy implements Study {

    private static final String LABELS = "labels";
    static final List<String> OPTIONS =
            List.of("metric", "methods", "long", "seconds", GivenTruth.BOXES, GivenTruth.MASKS, LABELS);
    private static final int USUAL_SECONDS = 30;
    private static final int MOST_SECONDS = 600;

    @Override
    public JsonObject run(Explainer explainer, Request request, Cancellation cancellation, Progress progress) {
        StudyOptions options = new StudyOptions(request.options(), OPTIONS);
        Metric order = order(options);
        Map<Integer, Truth> truths = GivenTruth.of(explainer, request, options, cancellation);
        Set<Metric> metrics = metrics(order, truths.values());
        Ranking ranking =
                new Ranking(explainer, request.request(), metrics, order, nanos(options), cancellation, progress);
        List<Sample> samples = samples(request, options, truths);
        boolean isLong = options.isOn("long");
        List<CamMethod> methods = methods(options, isLong);
        Standings standings = ranking.of(methods, samples);
        long labelled =
                samples.stream().filter(sample -> sample.className() != null).count();
        return RankingJson.of(standings, explainer, request, leftOutByLength(methods, isLong))
                .put("labelled", labelled);
    }

    private static List<Sample> samples(Request request, StudyOptions options, Map<Integer, Truth> truths) {
        Map<String, Key> labels = labels(options, request.names());
        List<Sample> samples = new ArrayList<>();
        for (int picture = 0; picture < request.names().size(); picture++) {
            Key label = labels.get(request.names().get(picture));
            samples.add(new Sample(request.pictures().get(picture), label, truths.get(picture)));
        }
        return samples;
    }

    /** The class that is given of pictures, its label or its number, by their names. Throws {@link BadSelection}. */
    static Map<String, Key> labels(StudyOptions options, List<String> names) {
        String accepted = "'labels' must be an object with a class, its label or its number, for each id of a picture.";
        Map<String, Key> labels = new HashMap<>();
        options.byPicture(LABELS, names, accepted).forEach((picture, label) -> {
            if (!(label instanceof String || label instanceof Integer)) {
                throw new BadSelection(accepted);
            }
            labels.put(picture, Key.of(label));
        });
        return labels;
    }

    /** All that can be found out; the one that orders the methods must be among them. */
    private static Set<Metric> metrics(Metric order, Collection<Truth> truths) {
        Set<Metric> metrics = EnumSet.copyOf(Metric.OF_FAITHFULNESS);
        metrics.removeIf(metric -> Metric.SLOW.contains(metric) && metric != order);
        boolean hasBoxes = truths.stream().anyMatch(truth -> !truth.boxes().isEmpty());
        boolean hasMasks = truths.stream().anyMatch(truth -> truth.mask() != null);
        refuseWithout(order, hasBoxes, hasMasks);
        if (hasBoxes) {
            metrics.addAll(Metric.OF_BOXES);
        }
        if (hasMasks) {
            metrics.addAll(Metric.OF_MASKS);
        }
        return metrics;
    }

    private static void refuseWithout(Metric order, boolean hasBoxes, boolean hasMasks) {
        if (Metric.OF_BOXES.contains(order) && !hasBoxes) {
            throw new BadSelection("The metric '%s' needs boxes: give them in 'boxes'.".formatted(order.id()));
        } else if (Metric.OF_MASKS.contains(order) && !hasMasks) {
            throw new BadSelection("The metric '%s' needs masks: give them in 'masks'.".formatted(order.id()));
        }
    }

    /** Throws {@link BadSelection} where options make no sense, as far as no picture has to be read for that. */
    static void check(JsonObject given) {
        StudyOptions options = new StudyOptions(given, OPTIONS);
        refuseWithout(order(options), given.containsKey(GivenTruth.BOXES), given.containsKey(GivenTruth.MASKS));
        nanos(options);
        methods(options, options.isOn("long"));
    }

    private static long nanos(StudyOptions options) {
        return options.whole("seconds", USUAL_SECONDS, 1, MOST_SECONDS) * 1_000_000_000L;
    }

    private static Metric order(StudyOptions options) {
        String name = options.text("metric");
        if (name == null) {
            return Metric.OVERALL;
        }
        return Metric.named(name)
                .orElseThrow(() -> new BadSelection("There is no metric '%s'. There are: %s."
                        .formatted(
                                StudyOptions.shortened(name),
                                Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", ")))));
    }

    private static List<CamMethod> methods(StudyOptions options, boolean isLong) {
        List<String> named = options.texts("methods");
        if (!named.isEmpty()) {
            return named.stream().map(RankingStudy::method).distinct().toList();
        }
        return Arrays.stream(CamMethod.values())
                .filter(method -> isLong || !method.isLong())
                .toList();
    }

    private static CamMethod method(String name) {
        return CamMethod.named(name)
                .orElseThrow(
                        () -> new BadSelection("There is no method '%s'.".formatted(StudyOptions.shortened(name))));
    }

    private static List<CamMethod> leftOutByLength(List<CamMethod> judged, boolean isLong) {
        List<CamMethod> leftOut = new ArrayList<>();
        for (CamMethod method : CamMethod.values()) {
            if (!isLong && method.isLong() && !judged.contains(method)) {
                leftOut.add(method);
            }
        }
        return leftOut;
    }
}
