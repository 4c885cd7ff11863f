package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/** Blurs a picture with a Gaussian: a baseline that has its colours and none of its details. */
public final class GaussianBlur {

    /** Beyond this many standard deviations nothing is left of a Gaussian. */
    private static final int REACH = 3;

    private GaussianBlur() {}

    /**
     * A blurred copy; at the borders the outermost pixels go on.
     *
     * @param picture   [C, H, W]
     * @param deviation in pixels, above 0
     */
    public static FloatTensor of(FloatTensor picture, double deviation) {
        int height = picture.shape().dimension(1);
        int width = picture.shape().dimension(2);
        double[] kernel = kernel(deviation);
        float[] rows = new float[picture.values().length];
        float[] blurred = new float[rows.length];
        for (int from = 0; from < rows.length; from += height * width) {
            for (int row = 0; row < height; row++) {
                line(picture.values(), rows, from + row * width, 1, width, kernel);
            }
            for (int column = 0; column < width; column++) {
                line(rows, blurred, from + column, width, height, kernel);
            }
        }
        return new FloatTensor(picture.shape(), blurred);
    }

    private static void line(float[] given, float[] blurred, int from, int step, int length, double[] kernel) {
        int reach = kernel.length / 2;
        for (int place = 0; place < length; place++) {
            double sum = 0;
            for (int at = 0; at < kernel.length; at++) {
                int neighbour = Math.clamp(place + at - reach, 0, length - 1);
                sum += kernel[at] * given[from + neighbour * step];
            }
            blurred[from + place * step] = (float) sum;
        }
    }

    private static double[] kernel(double deviation) {
        int reach = (int) Math.ceil(REACH * deviation);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int at = 0; at < kernel.length; at++) {
            kernel[at] = Math.exp(-Math.pow((at - reach) / deviation, 2) / 2);
            sum += kernel[at];
        }
        for (int at = 0; at < kernel.length; at++) {
            kernel[at] /= sum;
        }
        return kernel;
    }
}
