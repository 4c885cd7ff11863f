package dev.regard.explain;

import dev.regard.image.Box;
import dev.regard.image.Mask;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Region;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the object, or the objects, of a class are in an upright picture, as somebody says who has seen it.
 *
 * @param boxes around them, in pixels of the picture; may be empty
 * @param mask  their pixels, of the picture's size; null where only boxes are known
 */
public record Truth(List<Box> boxes, @Nullable Mask mask) {

    /** Whether a point of the picture lies in a box or on the mask. */
    public boolean holds(double x, double y) {
        return (mask != null && mask.holds(x, y))
                || boxes.stream()
                        .anyMatch(box -> x >= box.x()
                                && y >= box.y()
                                && x < box.x() + box.width()
                                && y < box.y() + box.height());
    }

    /** The boxes in pixels of what the model sees, as far as it sees them; empty where it sees none. */
    public List<dev.regard.metrics.Box> boxes(ModelInput input, int height, int width) {
        return boxes.stream()
                .map(box -> scaled(box, input.seen(), height, width))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<dev.regard.metrics.Box> scaled(Box box, Box seen, int height, int width) {
        int left = place(box.x() - seen.x(), seen.width(), width);
        int right = place(box.x() + box.width() - seen.x(), seen.width(), width);
        int top = place(box.y() - seen.y(), seen.height(), height);
        int bottom = place(box.y() + box.height() - seen.y(), seen.height(), height);
        return right > left && bottom > top
                ? Optional.of(new dev.regard.metrics.Box(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    private static int place(double pixels, double seen, int size) {
        return (int) Math.clamp(Math.round(pixels / seen * size), 0, size);
    }

    /** The mask in pixels of what the model sees; empty where there is none, or none of it is seen. */
    public Optional<Region> mask(ModelInput input, int height, int width) {
        if (mask == null) {
            return Optional.empty();
        }
        Box seen = input.seen();
        boolean[] inside = new boolean[height * width];
        boolean isSeen = false;
        for (int pixel = 0; pixel < inside.length; pixel++) {
            double x = seen.x() + (pixel % width + 0.5) * seen.width() / width;
            double y = seen.y() + (pixel / width + 0.5) * seen.height() / height;
            inside[pixel] = mask.holds(x, y);
            isSeen |= inside[pixel];
        }
        return isSeen ? Optional.of(new Region(height, width, inside)) : Optional.empty();
    }
}
