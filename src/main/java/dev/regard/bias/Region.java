package dev.regard.bias;

import dev.regard.image.Box;
import java.util.List;

/**
 * A hot region of a picture's map.
 *
 * @param picture  its number
 * @param cells    of the map
 * @param evidence its share of what speaks for the class in this picture
 * @param place    where it lies
 * @param features what the target layer makes of it: activations, averaged by the map
 * @param box      around it, in pixels of the picture
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never written to
record Region(int picture, List<Integer> cells, double evidence, Place place, float[] features, Box box) {

    /**
     * @param x       of its middle, as a share of the width that the model saw
     * @param y       of its middle
     * @param border  how much of its evidence lies along the border of the picture
     * @param corner  how much lies in a corner
     * @param outside how much lies outside the boxes and masks given; NaN where none are
     */
    record Place(double x, double y, double border, double corner, double outside) {}
}
