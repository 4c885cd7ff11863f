package dev.regard.worker;

import dev.regard.bias.BiasReport;
import dev.regard.bias.BiasSearch;
import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.UnsupportedMethod;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.ImageSize;
import dev.regard.explain.Probe;
import dev.regard.explain.Progress;
import dev.regard.image.Box;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model uses to name a class over many pictures: see {@link BiasSearch}. */
final class BiasStudy implements Study {

    private static final String BOXES = "boxes";
    static final List<String> OPTIONS = List.of(BOXES);
    private static final int SIDES = 4;

    @Override
    public JsonObject run(Explainer explainer, Request request, Cancellation cancellation, Progress progress) {
        Request different = different(request);
        if (!(request.request().classes() instanceof ClassSelection.Listed listed) || listed.count() != 1) {
            throw new BadSelection("A search for bias is about one class: name it in 'classes', such as [\"horse\"].");
        }
        Map<Integer, List<Box>> boxes = boxes(explainer, different);
        try (Probe probe = probe(explainer, request.request(), cancellation, progress)) {
            if (!probe.method().dependsOnClass()) {
                throw new BadSelection("%s shows the same for every class. Choose a method that depends on the class."
                        .formatted(probe.method().title()));
            }
            BiasReport report = new BiasSearch(probe, different.pictures(), boxes, progress).find();
            String sha256 = explainer.details(probe.model()).sha256();
            return BiasJson.of(report, probe, sha256, different.names());
        }
    }

    /** The same picture twice tells no more than once. */
    static Request different(Request request) {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (int at = 0; at < request.names().size(); at++) {
            pictures.put(request.names().get(at), request.pictures().get(at));
        }
        return new Request(
                request.request(), List.copyOf(pictures.values()), List.copyOf(pictures.keySet()), request.options());
    }

    /** CAM where the model has it, as it is exact, else Grad-CAM, else what works and depends on the class. */
    private static Probe probe(
            Explainer explainer, ExplainRequest request, Cancellation cancellation, Progress progress) {
        if (request.method() != null) {
            return explainer.probe(request, cancellation, progress);
        }
        try {
            return explainer.probe(request.with("cam"), cancellation, progress);
        } catch (UnsupportedMethod noCam) {
            try {
                return explainer.probe(request.with("grad-cam"), cancellation, progress);
            } catch (UnsupportedMethod noGradients) {
                return explainer.probe(request.with("score-cam"), cancellation, progress);
            }
        }
    }

    private static Map<Integer, List<Box>> boxes(Explainer explainer, Request request) {
        StudyOptions options = new StudyOptions(request.options(), OPTIONS);
        Map<Integer, List<Box>> boxes = new HashMap<>();
        Object given = options.value(BOXES);
        if (given == null) {
            return boxes;
        }
        if (!(given instanceof JsonObject byPicture)) {
            throw malformed();
        }
        byPicture.forEach(entry -> {
            int picture = request.names().indexOf(entry.getKey());
            if (picture < 0) {
                throw new BadSelection("'boxes' names a picture that is not among 'images': '%s'."
                        .formatted(StudyOptions.shortened(entry.getKey())));
            }
            ImageSize size = explainer.inspect(request.pictures().get(picture));
            boxes.put(picture, ofPicture(entry.getValue(), size));
        });
        return boxes;
    }

    /** One box, or a list of them. */
    private static List<Box> ofPicture(Object given, ImageSize size) {
        if (!(given instanceof JsonArray list) || list.isEmpty()) {
            throw malformed();
        }
        boolean isOne = list.getValue(0) instanceof Number;
        List<Box> boxes = new ArrayList<>();
        for (Object each : isOne ? new JsonArray().add(list) : list) {
            boxes.add(box(each, size));
        }
        return boxes;
    }

    private static Box box(Object given, ImageSize size) {
        if (!(given instanceof JsonArray numbers)
                || numbers.size() != SIDES
                || !numbers.stream().allMatch(Number.class::isInstance)) {
            throw malformed();
        }
        Box box = new Box(numbers.getDouble(0), numbers.getDouble(1), numbers.getDouble(2), numbers.getDouble(3));
        if (!(box.width() > 0 && box.height() > 0)) {
            throw new BadSelection("The box %s is empty: its width and height must be above 0.".formatted(given));
        } else if (!(box.x() >= 0
                && box.y() >= 0
                && box.x() + box.width() <= size.width()
                && box.y() + box.height() <= size.height())) {
            throw new BadSelection("The box %s does not lie within its picture of %d x %d pixels."
                    .formatted(given, size.width(), size.height()));
        }
        return box;
    }

    private static BadSelection malformed() {
        return new BadSelection(
                "'boxes' must be an object with a box [x, y, width, height], or a list of boxes, for each id of a picture.");
    }
}
