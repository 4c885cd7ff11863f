package dev.regard.image;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns a picture into a model's input, with the numbers of the Python pipeline (Pillow, torchvision). */
public final class Preprocessor {

    /** A resize by the shortest edge may stretch a thread-like picture without end; more than this is no picture of anything. */
    private static final long MOST_INPUT_PIXELS = 40_000_000;

    private static final long MOST_INPUT_VALUES = 3 * MOST_INPUT_PIXELS;

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
        if ((long) columns.length() * rows.length() > MOST_INPUT_VALUES / Math.max(3, preprocessing.channels())) {
            throw tooThin(picture);
        }
        Samples source = new InputChannels(preprocessing).samples(picture);
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
        InputChannels channels = new InputChannels(preprocessing);
        Samples pixel = channels.samples(pixel(red << 16 | green << 8 | blue));
        FloatTensor tensor = FloatTensor.zeros(shape);
        byte[] plane = new byte[tensor.values().length / preprocessing.channels()];
        for (int channel = 0; channel < preprocessing.channels(); channel++) {
            Arrays.fill(plane, channels.plane(pixel, channel)[0]);
            channels.put(plane, channel, tensor);
        }
        return tensor;
    }

    /**
     * The picture as the model saw it: cropped, padded and at its size, the normalization undone. It shows a wrong crop; a
     * wrong normalization it cannot show.
     *
     * @param tensor that {@link #preprocess} made with the same preprocessing; of a batch the first picture is taken
     */
    public static Pixels picture(FloatTensor tensor, Preprocessing preprocessing) {
        InputChannels channels = new InputChannels(preprocessing);
        int firstSide = channels.channelsFirst() ? 2 : 1;
        int height = tensor.shape().dimension(firstSide);
        int width = tensor.shape().dimension(firstSide + 1);
        byte[] rgb = new byte[3 * height * width];
        for (int colour = 0; colour < 3; colour++) {
            byte[] plane = channels.plane(tensor, channels.sampleOf(colour), height * width);
            for (int i = 0; i < plane.length; i++) {
                rgb[3 * i + colour] = plane[i];
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static Pixels pixel(int color) {
        return new Pixels(1, 1, new byte[] {(byte) (color >> 16), (byte) (color >> 8), (byte) color});
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
        InputChannels channels = new InputChannels(preprocessing);
        int count = preprocessing.channels();
        FloatTensor tensor = FloatTensor.zeros(
                channels.channelsFirst()
                        ? Shape.of(1, count, rows.length(), columns.length())
                        : Shape.of(1, rows.length(), columns.length(), count));
        CentreCrop crop = preprocessing.crop();
        Samples fill = channels.samples(pixel(crop == null ? 0 : crop.fill()));
        byte[] padded = new byte[rows.length() * columns.length()];
        for (int channel = 0; channel < count; channel++) {
            Arrays.fill(padded, channels.plane(fill, channel)[0]);
            byte[] plane = channels.plane(samples, channel);
            for (int y = 0; y < samples.height(); y++) {
                int out = (rows.offset() + y) * columns.length() + columns.offset();
                System.arraycopy(plane, y * samples.width(), padded, out, samples.width());
            }
            channels.put(padded, channel, tensor);
        }
        return tensor;
    }
}
