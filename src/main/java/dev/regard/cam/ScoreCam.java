package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Score-CAM. Wang et al. 2020, Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks,
 * algorithm 1.
 *
 * <p>M(i, j) = sum over c of w<sub>c</sub> A<sub>c</sub>(i, j), where w is the softmax over channels of y(x m<sub>c</sub>): the
 * class score of the picture x, as the model takes it, times the feature map as a mask ({@link FeatureMasks}). The paper
 * subtracts the score of a baseline picture, which falls out of the softmax. Its final ReLU is left to the drawing.
 *
 * <p>With fewer channels than there are, the weight of the others is 0.
 */
public final class ScoreCam implements PictureMasks {

    private final FeatureMasks masks;
    private final MeanScores scores;

    /**
     * @param activations A, [C, h, w]
     * @param height      of the picture, in pixels of the model's input
     * @param width       of the picture, likewise
     * @param classes     how many are asked for
     * @param channels    how many channels are asked about, from 1 to C: those that vary most
     */
    public ScoreCam(FloatTensor activations, int height, int width, int classes, int channels) {
        this.masks = new FeatureMasks(activations, height, width, channels);
        this.scores = new MeanScores(classes, channels);
    }

    @Override
    public int questions() {
        return masks.channels();
    }

    @Override
    public float[] mask(int question) {
        return FeatureMasks.scaled(masks.upsampled(question));
    }

    @Override
    public void answer(int question, double[] answered) {
        scores.add(question, answered);
    }

    @Override
    public ActivationMap map(int row) {
        return masks.weighted(scores.of(row));
    }
}
