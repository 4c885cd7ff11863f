package dev.regard.metrics;

import dev.regard.tensor.FloatTensor;

/** What every metric that is given a picture asks of it. */
final class Pictures {

    private Pictures() {}

    /** Refuses what is not [C, H, W] with finite values and of the size of a map. */
    static FloatTensor checked(FloatTensor picture, Relevance map) {
        checked(picture);
        if (picture.shape().dimension(1) != map.height() || picture.shape().dimension(2) != map.width()) {
            throw new IllegalArgumentException("a map of %d x %d does not fit a picture of %s"
                    .formatted(map.height(), map.width(), picture.shape()));
        }
        return picture;
    }

    /** Refuses what is not [C, H, W] with finite values and so many pixels. */
    static FloatTensor checked(FloatTensor picture, int pixels) {
        checked(picture);
        int given = picture.shape().dimension(1) * picture.shape().dimension(2);
        if (given != pixels) {
            throw new IllegalArgumentException("the picture of %s has %d pixels, what goes with it has %d"
                    .formatted(picture.shape(), given, pixels));
        }
        return picture;
    }

    /** Refuses what is not [C, H, W] with finite values. */
    static FloatTensor checked(FloatTensor picture) {
        if (picture.shape().rank() != 3 || picture.shape().size() == 0) {
            throw new IllegalArgumentException(
                    "a picture has channels, a height and a width, given " + picture.shape());
        }
        for (float value : picture.values()) {
            Finite.number(value, "a picture's value");
        }
        return picture;
    }
}
