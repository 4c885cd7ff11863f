package dev.regard.runtime;

import dev.regard.onnx.Graph;
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
    private static final int MAX_CHANNELS = 4;

    /**
     * True for an input of [N, C, H, W]: what reads it tells, and where nothing does, how long its axes are.
     *
     * @param input with four axes
     */
    static boolean isChannelsFirst(Graph.GraphInput input) {
        long second = input.dimensions().get(1);
        long last = input.dimensions().get(3);
        return InputAxes.of(input)
                .map(axes -> axes.channels() != 3)
                .orElseGet(() -> !(last > 0
                        && last <= MAX_CHANNELS
                        && (second < 0 || second > MAX_CHANNELS || second != 3 && last == 3)));
    }

    /**
     * The shape of one picture, or of as many as the model takes.
     *
     * @param declared   extents, of which -1 are free
     * @param heightAxis 2 for [N, C, H, W], 1 for [N, H, W, C]
     */
    Shape resolve(List<Long> declared, int heightAxis) {
        int[] extents = declared.stream().mapToInt(Math::toIntExact).toArray();
        extents[0] = Math.max(1, extents[0]);
        extents[heightAxis] = extents[heightAxis] > 0 ? extents[heightAxis] : height;
        extents[heightAxis + 1] = extents[heightAxis + 1] > 0 ? extents[heightAxis + 1] : width;
        int channelAxis = heightAxis == 2 ? 1 : 3;
        extents[channelAxis] = extents[channelAxis] > 0 ? extents[channelAxis] : 3;
        return Shape.of(extents);
    }
}
