package dev.regard.runtime;

import dev.regard.tensor.Shape;
import java.util.List;

/**
 * Height and width of a model's input where the model itself leaves them free, in pixels.
 *
 * @param height in pixels
 * @param width  in pixels
 */
public record InputSize(int height, int width) {

    /** Pictures have one or three channels, seldom more: the axis that is so short is the channels'. */
    private static final int MOST_CHANNELS = 4;

    /** Which axis of an input's shape is the height: 2 for [N, C, H, W], 1 for [N, H, W, C]. */
    static int heightAxis(Shape shape) {
        return shape.dimension(1) > MOST_CHANNELS && shape.dimension(3) <= MOST_CHANNELS ? 1 : 2;
    }

    /** The shape of one picture for declared extents of which -1 are free. */
    Shape resolve(List<Long> declared) {
        int[] extents = declared.stream().mapToInt(Math::toIntExact).toArray();
        int heightAxis = extents[3] > 0 && extents[3] <= MOST_CHANNELS && extents[1] != 3 ? 1 : 2;
        extents[0] = 1;
        extents[heightAxis] = extents[heightAxis] > 0 ? extents[heightAxis] : height;
        extents[heightAxis + 1] = extents[heightAxis + 1] > 0 ? extents[heightAxis + 1] : width;
        int channelAxis = heightAxis == 2 ? 1 : 3;
        extents[channelAxis] = extents[channelAxis] > 0 ? extents[channelAxis] : 3;
        return Shape.of(extents);
    }
}
