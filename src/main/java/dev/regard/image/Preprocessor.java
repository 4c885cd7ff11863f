package dev.regard.image;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** Turns a picture into a model's input, with the numbers of the Python pipeline (Pillow, torchvision). */
public final class Preprocessor {

    /** A resize by the shortest edge may stretch a thread-like picture without end; more than this is no picture of anything. */
    private static final long MOST_INPUT_PIXELS = 40_000_000;

    private Preprocessor() {}

    /**
     * Preprocesses. Only what the crop keeps is computed.
     *
     * @throws ImageException where the picture is so long and thin that its resized form would be too large
     */
    public static ModelInput preprocess(Pixels picture, Preprocessing preprocessing) {
        CentreCrop crop = preprocessing.crop();
        View columns = view(
                picture, picture.width(), preprocessing.target().widthFor(picture), crop == null ? null : crop.width());
        View rows = view(
                picture,
                picture.height(),
                preprocessing.target().heightFor(picture),
                crop == null ? null : crop.height());
        if ((long) columns.length() * rows.length() > MOST_INPUT_PIXELS) {
            throw tooThin(picture);
        }
        Samples source = preprocessing.channels() == 1 ? Samples.grey(picture) : Samples.rgb(picture);
        Samples resized = Resampler.resize(source, columns.axis(), rows.axis(), preprocessing.interpolation());
        Box seen = new Box(columns.origin(), rows.origin(), columns.extent(), rows.extent());
        return new ModelInput(tensor(resized, columns, rows, preprocessing), seen, picture.width(), picture.height());
    }

    /**
     * A picture of one colour as the model reads it.
     *
     * @param red   0 to 255
     * @param green 0 to 255
     * @param blue  0 to 255
     * @param shape of the model's input
     */
    public static FloatTensor plain(int red, int green, int blue, Preprocessing preprocessing, Shape shape) {
        Pixels pixel = new Pixels(1, 1, new byte[] {(byte) red, (byte) green, (byte) blue});
        Samples sample = preprocessing.channels() == 1 ? Samples.grey(pixel) : Samples.rgb(pixel);
        int channels = preprocessing.channels();
        FloatTensor tensor = FloatTensor.zeros(shape);
        int cells = tensor.values().length / channels;
        boolean channelsFirst = preprocessing.layout() == Layout.NCHW;
        for (int channel = 0; channel < channels; channel++) {
            float value = normalized(channel, preprocessing)[sample.bytes()[sampleOf(channel, preprocessing)] & 0xff];
            for (int cell = 0; cell < cells; cell++) {
                tensor.values()[channelsFirst ? channel * cells + cell : cell * channels + channel] = value;
            }
        }
        return tensor;
    }

    private static View view(Pixels picture, int from, long to, @Nullable Integer crop) {
        if (to > MOST_INPUT_PIXELS) {
            throw tooThin(picture);
        }
        return crop == null ? View.whole(from, (int) to) : View.centre(from, (int) to, crop);
    }

    private static ImageException tooThin(Pixels picture) {
        return ImageException.tooLarge(
                "The picture is %d x %d pixels: too long and thin for this model. Crop it to what it should show."
                        .formatted(picture.width(), picture.height()));
    }

    private static FloatTensor tensor(Samples samples, View columns, View rows, Preprocessing preprocessing) {
        int channels = preprocessing.channels();
        boolean channelsFirst = preprocessing.layout() == Layout.NCHW;
        int height = rows.length();
        int width = columns.length();
        FloatTensor tensor = FloatTensor.zeros(
                channelsFirst ? Shape.of(1, channels, height, width) : Shape.of(1, height, width, channels));
        int pixelStep = channelsFirst ? 1 : channels;
        int channelStep = channelsFirst ? height * width : 1;
        for (int channel = 0; channel < channels; channel++) {
            float[] values = normalized(channel, preprocessing);
            byte[] padded = padded(samples, sampleOf(channel, preprocessing), columns, rows);
            int out = channel * channelStep;
            for (byte sample : padded) {
                tensor.values()[out] = values[sample & 0xff];
                out += pixelStep;
            }
        }
        return tensor;
    }

    /** One channel at the model's size; what the picture does not reach stays 0. */
    private static byte[] padded(Samples samples, int channel, View columns, View rows) {
        byte[] plane = new byte[rows.length() * columns.length()];
        for (int y = 0; y < samples.height(); y++) {
            int in = y * samples.rowBytes() + channel;
            int out = (rows.offset() + y) * columns.length() + columns.offset();
            for (int x = 0; x < samples.width(); x++, in += samples.channels()) {
                plane[out + x] = samples.bytes()[in];
            }
        }
        return plane;
    }

    private static int sampleOf(int channel, Preprocessing preprocessing) {
        boolean reversed = preprocessing.channels() == 3 && preprocessing.channelOrder() == ChannelOrder.BGR;
        return reversed ? 2 - channel : channel;
    }

    /** What each of the 256 samples becomes in a channel of the model. */
    private static float[] normalized(int channel, Preprocessing preprocessing) {
        boolean normalizes = !preprocessing.mean().isEmpty();
        double mean = normalizes ? preprocessing.mean().get(channel) : 0;
        double std = normalizes ? preprocessing.std().get(channel) : 1;
        float[] values = new float[256];
        for (int sample = 0; sample < values.length; sample++) {
            values[sample] = (float) ((sample * preprocessing.rescaleFactor() - mean) / std);
        }
        return values;
    }
}
