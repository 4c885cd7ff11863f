package dev.regard.cam;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Occlusion. Zeiler &amp; Fergus 2014, Visualizing and Understanding Convolutional Networks, section 4.2.
 *
 * <p>M(p) = mean of y(x) - y(x<sub>k</sub>) over the windows k that cover pixel p, where x<sub>k</sub> is the picture with
 * window k hidden and y the class score. Windows lie a stride apart, and the last of each row and column at the border: where
 * the stride is no more than the window, every pixel is covered.
 *
 * <p>Question k is about window k, row by row.
 */
public final class Occlusion implements PictureMasks {

    private final int height;
    private final int width;
    private final int window;
    private final int[] tops;
    private final int[] lefts;
    private final double[] scores;
    private final double[][] sums;
    private final int[] covers;

    /**
     * @param height of the picture, in pixels of the model's input
     * @param width  of the picture, likewise
     * @param window side of what is hidden at once, in the same pixels
     * @param stride from one window to the next, in the same pixels
     * @param scores y(x) of each class asked for
     */
    public Occlusion(int height, int width, int window, int stride, double[] scores) {
        if (window < 1 || window > Math.min(height, width) || stride < 1) {
            throw new IllegalArgumentException("a window of %d pixels, %d apart, in a picture of %d x %d"
                    .formatted(window, stride, width, height));
        }
        this.height = height;
        this.width = width;
        this.window = window;
        this.tops = starts(height, window, stride);
        this.lefts = starts(width, window, stride);
        this.scores = scores.clone();
        this.sums = new double[scores.length][height * width];
        this.covers = new int[height * width];
    }

    private static int[] starts(int length, int window, int stride) {
        int last = length - window;
        int count = Math.ceilDiv(last, stride) + 1;
        int[] starts = new int[count];
        for (int index = 0; index < count; index++) {
            starts[index] = Math.min(index * stride, last);
        }
        return starts;
    }

    /** How many windows there are in a picture. */
    public static int windows(int height, int width, int window, int stride) {
        return starts(height, window, stride).length * starts(width, window, stride).length;
    }

    @Override
    public int questions() {
        return tops.length * lefts.length;
    }

    @Override
    public float[] mask(int question) {
        float[] mask = new float[height * width];
        Arrays.fill(mask, 1);
        forEachPixel(question, pixel -> mask[pixel] = 0);
        return mask;
    }

    @Override
    public void answer(int question, double[] answered) {
        forEachPixel(question, pixel -> {
            covers[pixel]++;
            for (int row = 0; row < scores.length; row++) {
                sums[row][pixel] += scores[row] - answered[row];
            }
        });
    }

    @Override
    public ActivationMap map(int row) {
        float[] map = new float[height * width];
        for (int pixel = 0; pixel < map.length; pixel++) {
            map[pixel] = covers[pixel] == 0 ? 0 : (float) (sums[row][pixel] / covers[pixel]);
        }
        return new ActivationMap(height, width, map);
    }

    private void forEachPixel(int question, IntConsumer pixel) {
        int top = tops[question / lefts.length];
        int left = lefts[question % lefts.length];
        for (int row = top; row < top + window; row++) {
            for (int column = left; column < left + window; column++) {
                pixel.accept(row * width + column);
            }
        }
    }
}
