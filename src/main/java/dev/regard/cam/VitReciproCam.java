package dev.regard.cam;

/**
 * ViT-ReciproCAM. Byun &amp; Lee 2023, ViT-ReciproCAM: Gradient and Attention-Free Visual Explanations for Vision Transformer,
 * section 3.
 *
 * <p>M(k) = y(only token k) - y(no token), where all tokens that are no part of the picture, such as the class token, stay as
 * they are. Of the paper's two forms, with and without a Gaussian, this is the one without: a token behind attention has
 * looked at its neighbours already. As for class scores and the empty layer, see {@link ReciproCam}.
 *
 * <p>Question k is about token k, the last question about none.
 */
public final class VitReciproCam implements CellMasks {

    private final CellScores cells;

    /**
     * @param height  rows of tokens
     * @param width   columns of tokens
     * @param classes how many are asked for
     */
    public VitReciproCam(int height, int width, int classes) {
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
            mask[question] = 1;
        }
        return mask;
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
