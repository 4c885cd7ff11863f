package dev.regard.bias;

import dev.regard.cam.MapGeometry;
import dev.regard.image.Box;
import dev.regard.image.ModelInput;

/**
 * The part of a picture that the model saw: places in it are shares of its width and height, so that pictures of all sizes
 * can be laid over each other.
 *
 * @param box in pixels of the picture, all of it within the picture
 */
record Frame(Box box) {

    /** Of the width and height: how broad the strip along the border is. */
    static final double STRIP = 0.125;

    static Frame of(ModelInput input) {
        Box seen = input.seen();
        double left = Math.clamp(seen.x(), 0, input.pictureWidth() - 1.0);
        double top = Math.clamp(seen.y(), 0, input.pictureHeight() - 1.0);
        double right = Math.clamp(seen.x() + seen.width(), left + 1, input.pictureWidth());
        double bottom = Math.clamp(seen.y() + seen.height(), top + 1, input.pictureHeight());
        return new Frame(new Box(left, top, right - left, bottom - top));
    }

    double x(MapGeometry cells, int column) {
        return Math.clamp((cells.x() + column * cells.stepX() - box.x()) / box.width(), 0, 1);
    }

    double y(MapGeometry cells, int row) {
        return Math.clamp((cells.y() + row * cells.stepY() - box.y()) / box.height(), 0, 1);
    }

    static boolean isAtBorder(double x, double y) {
        return isOuter(x) || isOuter(y);
    }

    static boolean isInCorner(double x, double y) {
        return isNearEnd(x) && isNearEnd(y);
    }

    private static boolean isOuter(double place) {
        return place < STRIP || place > 1 - STRIP;
    }

    /** A caption in a corner is long: a corner reaches as far as a third of the picture. */
    private static boolean isNearEnd(double place) {
        return place < 1.0 / 3 || place > 2.0 / 3;
    }
}
