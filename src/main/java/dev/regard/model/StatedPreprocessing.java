package dev.regard.model;

import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.Preprocessing;
import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.image.ResizeTarget;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How pictures are prepared, as a file of the model says it: whatever does not depend on the graph.
 *
 * @param source        which file says it, such as {@code preprocessor_config.json}
 * @param target        the size before the crop
 * @param crop          null: no crop
 * @param interpolation how it is resized
 * @param rescaleFactor each sample, 0 to 255, is multiplied by it
 * @param mean          subtracted after that: one for each channel, or one for all; empty: no normalization
 * @param std           divided by after that, as {@code mean}
 * @param channelOrder  of the three channels
 */
public record StatedPreprocessing(
        String source,
        ResizeTarget target,
        @Nullable CentreCrop crop,
        Interpolation interpolation,
        double rescaleFactor,
        List<Double> mean,
        List<Double> std,
        ChannelOrder channelOrder) {

    public StatedPreprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** The height of what it makes, in pixels; empty where that follows from the picture. */
    public Optional<Integer> height() {
        return crop != null
                ? Optional.of(crop.height())
                : target instanceof ResizeTarget.Exact exact ? Optional.of(exact.height()) : Optional.empty();
    }

    /** The width of what it makes, in pixels; empty where that follows from the picture. */
    public Optional<Integer> width() {
        return crop != null
                ? Optional.of(crop.width())
                : target instanceof ResizeTarget.Exact exact ? Optional.of(exact.width()) : Optional.empty();
    }

    /** True where what it makes fits a graph's input, in pixels. */
    public boolean fits(int graphHeight, int graphWidth) {
        return height().orElse(graphHeight) == graphHeight && width().orElse(graphWidth) == graphWidth;
    }

    /**
     * The preprocessing for a graph.
     *
     * @param channels      of the graph's input
     * @param channelsFirst true for [N, C, H, W]
     * @throws InvalidModelFolderException where the two do not go together
     */
    public Preprocessing forInput(int channels, boolean channelsFirst) {
        try {
            return new Preprocessing(
                    target,
                    interpolation,
                    crop,
                    rescaleFactor,
                    perChannel(mean, channels),
                    perChannel(std, channels),
                    channels,
                    channelOrder,
                    channelsFirst ? Layout.NCHW : Layout.NHWC);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelFolderException(source + ": " + e.getMessage(), e);
        }
    }

    /** One number serves every channel. */
    private static List<Double> perChannel(List<Double> values, int channels) {
        return values.size() == 1 ? Collections.nCopies(channels, values.getFirst()) : values;
    }
}
