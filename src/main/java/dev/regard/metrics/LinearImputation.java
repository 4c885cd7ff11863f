package dev.regard.metrics;

import dev.regard.tensor.FloatTensor;
import java.util.SplittableRandom;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.ConjugateGradient;

/**
 * Noisy linear imputation: puts in place of missing pixels what their neighbours suggest. Rong et al. 2022, A Consistent and
 * Efficient Evaluation Strategy for Attribution Methods, arXiv 2202.00449.
 *
 * <p>Each missing pixel is the weighted mean of its neighbours, missing ones among them ({@link MissingPixels}), plus normal
 * noise. The equations are solved by conjugate gradients, for each channel, until the residual is 10<sup>-6</sup> of the
 * right side: at 224 x 224 that is an error of about 10<sup>-5</sup>, far below the noise.
 */
public final class LinearImputation {

    /** More than any picture has, and far from what overflows a float. */
    static final double MOST_NOISE = 1e6;

    private static final double TOLERANCE = 1e-6;
    private static final int MOST_STEPS = 10_000;

    private LinearImputation() {}

    /**
     * A copy with the missing pixels filled in.
     *
     * @param picture [C, H, W]
     * @param missing [H * W], row by row; at least one pixel is not missing
     * @param noise   standard deviation, in the numbers of the picture, from 0 to a million
     * @param seed    of the noise; the same seed gives the same picture
     * @throws IllegalArgumentException when every pixel is missing, or the sizes do not match
     */
    public static FloatTensor fill(FloatTensor picture, boolean[] missing, double noise, long seed) {
        Pictures.checked(picture, missing.length);
        Finite.between(noise, 0, MOST_NOISE, "the noise");
        int width = picture.shape().dimension(2);
        MissingPixels pixels = new MissingPixels(missing, width);
        IncompleteCholesky nearly = new IncompleteCholesky(pixels);
        float[] filled = picture.values().clone();
        SplittableRandom random = new SplittableRandom(seed);
        for (int plane = 0; plane < filled.length && pixels.count() > 0; plane += missing.length) {
            double[] solved = solved(pixels, nearly, filled, plane);
            for (int at = 0; at < solved.length; at++) {
                double value = solved[at] + noise * random.nextGaussian();
                filled[plane + pixels.pixel(at)] = (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
            }
        }
        return new FloatTensor(picture.shape(), filled);
    }

    private static double[] solved(MissingPixels pixels, IncompleteCholesky nearly, float[] values, int plane) {
        ArrayRealVector rightSide = new ArrayRealVector(pixels.rightSide(values, plane), false);
        ConjugateGradient solver = new ConjugateGradient(MOST_STEPS, TOLERANCE, false);
        return solver.solve(pixels, nearly, rightSide).toArray();
    }
}
