package dev.regard.worker;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.Explainer;
import dev.regard.explain.ImageSize;
import dev.regard.explain.Truth;
import dev.regard.image.Box;
import dev.regard.image.Mask;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where objects are, as a study is told by its options {@code boxes} and {@code masks}, in pixels of the upright pictures. All
 * methods throw {@link dev.regard.explain.ExplainException}.
 */
final class GivenTruth {

    static final String BOXES = "boxes";
    static final String MASKS = "masks";

    private static final int SIDES = 4;

    /** Of one picture: every cell of a map is compared with each. */
    private static final int MOST_BOXES = 1000;

    /** Of all masks together: a bit each, so as many bytes as the pictures of a study may have. */
    private static final long MOST_PIXELS = 800_000_000;

    private final Explainer explainer;
    private final Study.Request request;
    private final Cancellation cancellation;
    private final Map<String, ImageSize> sizes = new HashMap<>();
    private long pixels;

    private GivenTruth(Explainer explainer, Study.Request request, Cancellation cancellation) {
        this.explainer = explainer;
        this.request = request;
        this.cancellation = cancellation;
    }

    /** What is given, by the number of the picture. */
    static Map<Integer, Truth> of(
            Explainer explainer, Study.Request request, StudyOptions options, Cancellation cancellation) {
        return new GivenTruth(explainer, request, cancellation).read(options);
    }

    private Map<Integer, Truth> read(StudyOptions options) {
        Map<String, Object> boxes = options.byPicture(BOXES, request.names(), boxesAccepted());
        Map<String, Object> masks = options.byPicture(MASKS, request.names(), masksAccepted());
        Map<Integer, Truth> truths = new HashMap<>();
        for (int picture = 0; picture < request.names().size(); picture++) {
            cancellation.throwIfCancelled();
            String name = request.names().get(picture);
            if (boxes.containsKey(name) || masks.containsKey(name)) {
                truths.put(picture, new Truth(boxes(boxes.get(name), name), mask(masks.get(name), name)));
            }
        }
        return truths;
    }

    private ImageSize size(String name) {
        return sizes.computeIfAbsent(
                name,
                unknown -> explainer
                        .pictures()
                        .size(request.pictures().get(request.names().indexOf(name))));
    }

    /** One box, or a list of them. */
    private List<Box> boxes(@Nullable Object given, String picture) {
        if (given == null) {
            return List.of();
        } else if (!(given instanceof JsonArray list) || list.isEmpty()) {
            throw new BadSelection(boxesAccepted());
        } else if (list.size() > MOST_BOXES) {
            throw new BadSelection("A picture may have at most 1000 boxes, given %d.".formatted(list.size()));
        } else {
            boolean isOne = list.getValue(0) instanceof Number;
            List<Box> boxes = new ArrayList<>();
            for (Object each : isOne ? new JsonArray().add(list) : list) {
                boxes.add(box(each, size(picture)));
            }
            return boxes;
        }
    }

    private static Box box(Object given, ImageSize size) {
        if (!(given instanceof JsonArray numbers)
                || numbers.size() != SIDES
                || !numbers.stream().allMatch(Number.class::isInstance)) {
            throw new BadSelection(boxesAccepted());
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

    private @Nullable Mask mask(@Nullable Object given, String picture) {
        if (given == null) {
            return null;
        } else if (!(given instanceof String id)) {
            throw new BadSelection(masksAccepted());
        } else {
            Mask mask = explainer
                    .pictures()
                    .mask(Objects.requireNonNull(request.masks().get(id)));
            ImageSize size = size(picture);
            pixels += (long) mask.width() * mask.height();
            if (mask.width() != size.width() || mask.height() != size.height()) {
                throw new BadSelection(
                        "The mask '%s' has %d x %d pixels, but its picture %d x %d. Send it at the size of the picture."
                                .formatted(
                                        StudyOptions.shortened(id),
                                        mask.width(),
                                        mask.height(),
                                        size.width(),
                                        size.height()));
            } else if (mask.isEmpty()) {
                throw new BadSelection("The mask '%s' is empty: all of it is black or transparent."
                        .formatted(StudyOptions.shortened(id)));
            } else if (pixels > MOST_PIXELS) {
                throw new BadSelection("The masks of a study may have 800 megapixels together. Send fewer.");
            }
            return mask;
        }
    }

    private static String boxesAccepted() {
        return "'boxes' must be an object with a box [x, y, width, height], or a list of boxes, for each id of a picture.";
    }

    private static String masksAccepted() {
        return "'masks' must be an object with the id of a mask, which is a picture that was sent, for each id of a picture.";
    }
}
