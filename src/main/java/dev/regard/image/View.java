package dev.regard.image;

/**
 * What the model sees along one axis: a window of the resized picture, between margins of padding.
 *
 * @param axis   the resize and its window
 * @param offset where the window begins in the model's input, in pixels: the padding before it
 * @param length of the model's input, in pixels
 */
record View(Axis axis, int offset, int length) {

    /** No crop: all of it. */
    static View whole(int from, int to) {
        return new View(Axis.whole(from, to), 0, to);
    }

    /** The middle, with the rounding of torchvision's {@code center_crop}: half a pixel goes to the even side. */
    static View centre(int from, int to, int length) {
        if (length > to) {
            return new View(Axis.whole(from, to), (length - to) / 2, length);
        }
        int start = (int) Math.rint((to - length) / 2.0);
        return new View(new Axis(from, to, start, length), 0, length);
    }

    /** Where the model's input begins, in pixels of the picture; negative where it begins with padding. */
    double origin() {
        return (axis.start() - offset) * scale();
    }

    /** How many pixels of the picture the model's input spans, padding included. */
    double extent() {
        return length * scale();
    }

    private double scale() {
        return (double) axis.from() / axis.to();
    }
}
