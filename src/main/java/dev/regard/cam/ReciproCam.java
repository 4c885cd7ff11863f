package dev.regard.cam;

/**
 * Recipro-CAM. Byun &amp; Lee 2022, Recipro-CAM: Fast gradient-free visual explanations for convolutional neural networks,
 * section 3.
 *
 * <p>M(k) = y(A G<sub>k</sub>) - y(0), where G<sub>k</sub> is a Gaussian of 3 x 3 cells round cell k (1/4 in the middle, 1/8
 * beside it, 1/16 at the corners), the same for all channels, and 0 elsewhere; y is the class score as the part of the model
 * behind the layer makes it of these activations.
 *
 * <p>The paper takes probabilities and scales the map from its smallest to its largest value. We take class scores, as
 * everywhere, less that of an empty layer: the same map with a true zero, so that what speaks against the class shows.
 *
 * <p>Question k is about cell k, the last question about the empty layer.
 */
public final class ReciproCam implements CellMasks {

    private static final float[][] GAUSSIAN = {
        {1 / 16f, 1 / 8f, 1 / 16f}, {1 / 8f, 1 / 4f, 1 / 8f}, {1 / 16f, 1 / 8f, 1 / 16f}
    };

    private final CellScores cells;

    /**
     * @param height  rows of cells
     * @param width   columns of cells
     * @param classes how many are asked for
     */
    public ReciproCam(int height, int width, int classes) {
        this.cells = new CellScores(height, width, classes);
    }

    @Override
    public int questions() {
        return cells.questions();
    }

    @Override
    public float[] mask(int question) {
        float[] mask = new float[cells.height() * cells.width()];
        if (question < mask.length) {
            int row = question / cells.width();
            int column = question % cells.width();
            for (int down = -1; down <= 1; down++) {
                for (int right = -1; right <= 1; right++) {
                    put(mask, row + down, column + right, GAUSSIAN[down + 1][right + 1]);
                }
            }
        }
        return mask;
    }

    private void put(float[] mask, int row, int column, float factor) {
        if (row >= 0 && row < cells.height() && column >= 0 && column < cells.width()) {
            mask[row * cells.width() + column] = factor;
        }
    }

    @Override
    public void answer(int question, double[] scores) {
        cells.answer(question, scores);
    }

    @Override
    public ActivationMap map(int row) {
        return cells.map(row);
    }
}
