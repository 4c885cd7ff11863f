package dev.regard.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a picture to what a model reads: what {@code preprocessor_config.json} says, in our terms. The steps in order:
 * resize, centre crop, rescale, normalize, layout.
 *
 * @param target        the size before the crop
 * @param interpolation how it is resized
 * @param crop          null: no crop
 * @param rescaleFactor each sample, 0 to 255, is multiplied by it; 1 where there is no rescaling
 * @param mean          subtracted after rescaling, one a channel in the order of the model's channels, so that where blue
 *                      is first the first is blue's; empty: no normalization. An offset that is added after rescaling is a
 *                      mean of the opposite sign: {@code x / 127.5 - 1} has mean 1 and std 1
 * @param std           divided by after that, in the same order; empty as {@code mean}
 * @param channels      1 for grey, 3 for colours, 4 for colours and an alpha that is 255 everywhere; any other number gets
 *                      the grey picture that many times
 * @param channelOrder  of the three colours
 * @param layout        of the tensor
 */
public record Preprocessing(
        ResizeTarget target,
        Interpolation interpolation,
        @Nullable CentreCrop crop,
        double rescaleFactor,
        List<Double> mean,
        List<Double> std,
        int channels,
        ChannelOrder channelOrder,
        Layout layout) {

    /** Which colour comes first. */
    public enum ChannelOrder {
        RGB,
        BGR
    }

    /** Which axes the tensor has: batch, channels, height, width. */
    public enum Layout {
        NCHW,
        NHWC
    }

    /** More than a hyperspectral camera gives: such an input is no picture. */
    private static final int MOST_CHANNELS = 1024;

    /** Larger ones leave nothing of a picture in the precision of a float. */
    private static final double LARGEST = 1e6;

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    "a model reads 1 to %d channels, given %d".formatted(MOST_CHANNELS, channels));
        }
        checkNumbers("rescale_factor", List.of(rescaleFactor));
        checkNumbers("mean", mean);
        checkNumbers("std", std);
        checkNormalization("mean", mean, channels);
        checkNormalization("std", std, channels);
        if (mean.size() != std.size() || std.stream().anyMatch(value -> value == 0)) {
            throw new IllegalArgumentException(
                    "mean and std come together and no std is 0, given %s and %s".formatted(mean, std));
        }
    }

    /** This preprocessing for a model that reads samples as they are, 0 to 255: without scaling and normalization. */
    public Preprocessing withSamplesAsTheyAre() {
        return new Preprocessing(target, interpolation, crop, 1, List.of(), List.of(), channels, channelOrder, layout);
    }

    /** From the least to the greatest number that a sample becomes, in the channel where that is least. */
    public double range() {
        double widest = std.stream().mapToDouble(Math::abs).max().orElse(1);
        return 255 * Math.abs(rescaleFactor) / widest;
    }

    private static void checkNumbers(String name, List<Double> values) {
        if (values.stream().anyMatch(value -> !(Math.abs(value) <= LARGEST))) {
            throw new IllegalArgumentException("%s is at most a million, given %s".formatted(name, values));
        }
    }

    private static void checkNormalization(String name, List<Double> values, int channels) {
        if (!values.isEmpty() && values.size() != channels) {
            throw new IllegalArgumentException(
                    "%s has one number for each of %d channels, given %s".formatted(name, channels, values));
        }
    }
}
