package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * KPCA-CAM. Karmani et al. 2024, KPCA-CAM: Visual Explainability of Deep Computer Vision Models using Kernel PCA, section III.
 *
 * <p>M = sqrt(s) v, where s is the largest eigenvalue, and v its eigenvector, of the centred kernel matrix of the cells:
 * K(p, q) = tanh(A(p) A(q)' / C + 1), A(p) being the numbers of cell p, C in all, less the mean of every channel; centred is
 * K less the means of its rows and columns, plus the mean of all. It knows neither class nor gradient.
 *
 * <p>Kernel, gamma = 1 / C and the constant 1 are those of pytorch-grad-cam, as scikit-learn has them. The sign, which an
 * eigenvector has not, is chosen as for {@link EigenCam}.
 */
public final class KpcaCam {

    /** The kernel of more cells would take hundreds of megabytes. */
    public static final int MOST_CELLS = 4096;

    private KpcaCam() {}

    /**
     * The map of a picture, whatever the class.
     *
     * @param activations A, [C, h, w] of at most {@link #MOST_CELLS} cells
     */
    public static ActivationMap map(FloatTensor activations) {
        int cells = ChannelSum.cells(activations);
        if (cells > MOST_CELLS) {
            throw new IllegalArgumentException(
                    "KPCA-CAM takes at most %d cells, given %d".formatted(MOST_CELLS, cells));
        }
        float[][] kernel = kernel(activations, cells);
        centre(kernel);
        double[] vector = new Lanczos(v -> product(kernel, v)).leading(cells);
        double eigenvalue = Math.max(0, Lanczos.dot(vector, 0, product(kernel, vector)));
        double[] map = PrincipalComponent.upright(vector);
        for (int cell = 0; cell < cells; cell++) {
            map[cell] *= Math.sqrt(eigenvalue);
        }
        return ChannelSum.map(activations, map);
    }

    private static float[][] kernel(FloatTensor activations, int cells) {
        int channels = activations.shape().dimension(0);
        double[] centred = PrincipalComponent.centred(activations.values(), cells);
        double[][] ofCells = new double[cells][channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int cell = 0; cell < cells; cell++) {
                ofCells[cell][channel] = centred[channel * cells + cell];
            }
        }
        float[][] kernel = new float[cells][cells];
        for (int one = 0; one < cells; one++) {
            for (int other = 0; other <= one; other++) {
                kernel[one][other] = (float) Math.tanh(Lanczos.dot(ofCells[one], 0, ofCells[other]) / channels + 1);
                kernel[other][one] = kernel[one][other];
            }
        }
        return kernel;
    }

    /** As the matrix is symmetric, the means of its columns are those of its rows. */
    private static void centre(float[][] kernel) {
        double[] means = new double[kernel.length];
        double mean = 0;
        for (int row = 0; row < kernel.length; row++) {
            for (float value : kernel[row]) {
                means[row] += value / kernel.length;
            }
            mean += means[row] / kernel.length;
        }
        for (int row = 0; row < kernel.length; row++) {
            for (int column = 0; column < kernel.length; column++) {
                kernel[row][column] -= (float) (means[row] + means[column] - mean);
            }
        }
    }

    private static double[] product(float[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int row = 0; row < product.length; row++) {
            double sum = 0;
            for (int column = 0; column < vector.length; column++) {
                sum += matrix[row][column] * vector[column];
            }
            product[row] = sum;
        }
        return product;
    }
}
