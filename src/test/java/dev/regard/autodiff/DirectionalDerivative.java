package dev.regard.autodiff;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Random;

/**
 * The derivative of &lt;w, f(x)&gt; along a direction v, from differences of f alone: those of two steps, extrapolated
 * (Richardson), so that the error falls with the fourth power of the step.
 *
 * @param derivative   along the direction
 * @param disagreement between the two steps. For a smooth function it is of the order of the square of the step; a kink
 *                     or a jump anywhere between the outermost points makes it as large as what changes there
 */
record DirectionalDerivative(double derivative, double disagreement) {

    /**
     * @param probe     the function
     * @param point     x
     * @param direction v
     * @param weights   w
     * @param step      the smaller one, in lengths of v
     */
    static DirectionalDerivative of(
            GradientProbe probe, FloatTensor point, FloatTensor direction, FloatTensor weights, float step) {
        double[] at = new double[5];
        for (int i = 0; i < at.length; i++) {
            FloatTensor moved = moved(point, direction, (i - 2) * step);
            at[i] = dot(weights, probe.at(moved, weights).y());
        }
        double near = (at[3] - at[1]) / (2 * step);
        double far = (at[4] - at[0]) / (4 * step);
        // A kink exactly at x leaves both differences equal; it shows in how the second differences grow.
        double bend = (at[4] - 2 * at[2] + at[0]) / (4 * step) - (at[3] - 2 * at[2] + at[1]) / step;
        return new DirectionalDerivative((4 * near - far) / 3, Math.max(Math.abs(near - far), Math.abs(bend)));
    }

    private static FloatTensor moved(FloatTensor point, FloatTensor direction, float step) {
        float[] values = point.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction.values()[i];
        }
        return new FloatTensor(point.shape(), values);
    }

    /** Numbers of size 1, none above 2. */
    static FloatTensor gaussian(Shape shape, Random random) {
        FloatTensor numbers = FloatTensor.zeros(shape);
        for (int i = 0; i < numbers.values().length; i++) {
            numbers.values()[i] = (float) Math.clamp(random.nextGaussian(), -2, 2);
        }
        return numbers;
    }

    static double dot(FloatTensor a, FloatTensor b) {
        double sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += (double) a.values()[i] * b.values()[i];
        }
        return sum;
    }

    static double norm(FloatTensor a) {
        return Math.sqrt(dot(a, a));
    }
}
