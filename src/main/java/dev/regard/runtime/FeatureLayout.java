package dev.regard.runtime;

import dev.regard.onnx.Value;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How feature maps lie in a value: channels first, channels last, or as tokens. Axes are counted without the batch.
 *
 * @param channelAxis which axis holds the channels
 * @param channels    feature maps
 * @param height      rows of cells
 * @param width       columns of cells
 * @param prefix      tokens before the cells, such as a class token; -1 where the value is no list of tokens
 * @param exact       true where the graph says where the cells look, false where shape alone suggests it
 */
public record FeatureLayout(int channelAxis, int channels, int height, int width, int prefix, boolean exact) {

    /** Class and register tokens: no transformer in use has more. */
    private static final int MOST_PREFIX_TOKENS = 8;

    /**
     * The layout of a value's feature maps; empty where it holds none.
     *
     * @param rows how many rows the values of one picture have
     */
    static Optional<FeatureLayout> of(Value value, @Nullable Places places, Shape picture, int heightAxis, int rows) {
        if (!value.hasShape()) {
            return Optional.empty();
        }
        int batch = value.batchAxis().orElseGet(() -> batchAxis(value.shape(), places, rows));
        Shape shape = value.shape();
        if (batch < 0 || shape.dimension(batch) != rows || shape.rank() < 3 || shape.rank() > 4) {
            return Optional.empty();
        }
        int[] axes =
                IntStream.range(0, shape.rank()).filter(axis -> axis != batch).toArray();
        FeatureLayout layout = axes.length == 3
                ? grid(shape, axes, places)
                : tokens(shape, axes, places, picture.dimension(heightAxis), picture.dimension(heightAxis + 1));
        return Optional.ofNullable(layout).filter(found -> found.height * found.width > 1);
    }

    /** The batch of a model that takes one picture, or copies of it: the first axis of that extent that is no place. */
    private static int batchAxis(Shape shape, @Nullable Places places, int rows) {
        return IntStream.range(0, rows > 1 ? Math.min(1, shape.rank()) : shape.rank())
                .filter(axis -> shape.dimension(axis) == rows && (places == null || places.at(axis) == null))
                .findFirst()
                .orElse(-1);
    }

    private static @Nullable FeatureLayout grid(Shape shape, int[] axes, @Nullable Places places) {
        for (int channel = 0; places != null && channel < 3; channel++) {
            int rows = axes[channel == 0 ? 1 : 0];
            int columns = axes[channel == 2 ? 1 : 2];
            if (places.at(rows) instanceof Place.Rows && places.at(columns) instanceof Place.Columns) {
                return new FeatureLayout(
                        channel,
                        shape.dimension(axes[channel]),
                        shape.dimension(rows),
                        shape.dimension(columns),
                        -1,
                        true);
            }
        }
        return places == null || places.isNowhere()
                ? new FeatureLayout(
                        0, shape.dimension(axes[0]), shape.dimension(axes[1]), shape.dimension(axes[2]), -1, false)
                : null;
    }

    private static @Nullable FeatureLayout tokens(
            Shape shape, int[] axes, @Nullable Places places, int pictureHeight, int pictureWidth) {
        for (int channel = 0; places != null && channel < 2; channel++) {
            int tokenAxis = axes[1 - channel];
            if (places.at(tokenAxis) instanceof Place.Tokens tokens) {
                return tokens.isWholeIn(shape.dimension(tokenAxis)) && places.at(axes[channel]) == null
                        ? new FeatureLayout(
                                channel,
                                shape.dimension(axes[channel]),
                                tokens.height(),
                                tokens.width(),
                                tokens.prefix(),
                                true)
                        : null;
            }
        }
        return places == null || places.isNowhere()
                ? guessedTokens(shape.dimension(axes[0]), shape.dimension(axes[1]), pictureHeight, pictureWidth)
                : null;
    }

    /** A grid as high and wide as the picture is, behind a few other tokens. */
    private static @Nullable FeatureLayout guessedTokens(
            int tokens, int channels, int pictureHeight, int pictureWidth) {
        for (int prefix = 0; prefix <= MOST_PREFIX_TOKENS && prefix < tokens; prefix++) {
            int height = (int) Math.round(Math.sqrt((double) (tokens - prefix) * pictureHeight / pictureWidth));
            if (height > 1
                    && (tokens - prefix) % height == 0
                    && (long) (tokens - prefix) / height * pictureHeight == (long) height * pictureWidth) {
                return new FeatureLayout(1, channels, height, (tokens - prefix) / height, prefix, false);
            }
        }
        return null;
    }

    /** True for tokens. */
    public boolean isTokens() {
        return prefix >= 0;
    }

    /** How many cells a feature map has. */
    public int cells() {
        return height * width;
    }

    /**
     * Reads feature maps, or their gradients.
     *
     * @param values of one picture, without the batch axis
     * @return [channels, height, width], without other tokens
     */
    public FloatTensor maps(FloatTensor values) {
        Shape shape = Shape.of(channels, height, width);
        if (channelAxis == 0 && prefix <= 0 && values.shape().size() == shape.size()) {
            return new FloatTensor(shape, values.values());
        }
        FloatTensor maps = FloatTensor.zeros(shape);
        int start = Math.max(0, prefix);
        int stride = stride(values.shape());
        for (int channel = 0; channel < channels; channel++) {
            for (int cell = 0; cell < cells(); cell++) {
                maps.values()[channel * cells() + cell] = values.values()[at(channel, start + cell, stride)];
            }
        }
        return maps;
    }

    /**
     * Writes feature maps as a value, the inverse of {@link #maps}.
     *
     * @param maps  [channels, height, width]
     * @param shape of the value, without the batch axis and without other tokens
     */
    public FloatTensor value(FloatTensor maps, Shape shape) {
        FloatTensor value = FloatTensor.zeros(shape);
        int stride = stride(shape);
        for (int channel = 0; channel < channels; channel++) {
            for (int cell = 0; cell < cells(); cell++) {
                value.values()[at(channel, cell, stride)] = maps.values()[channel * cells() + cell];
            }
        }
        return value;
    }

    /** How many places lie behind the channel axis of a value. */
    int stride(Shape values) {
        int stride = 1;
        for (int axis = channelAxis + 1; axis < values.rank(); axis++) {
            stride *= values.dimension(axis);
        }
        return stride;
    }

    /** Where a number lies: places before the channel axis in steps of channels x stride, those behind it in steps of one. */
    int at(int channel, int place, int stride) {
        return (place / stride) * channels * stride + channel * stride + place % stride;
    }
}
