package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * IS-CAM. Naidu et al. 2020, IS-CAM: Integrated Score-CAM for axiomatic-based explanations, section 3.
 *
 * <p>As {@link ScoreCam}, with the score of each channel averaged over masks that open step by step: (i / N) m<sub>c</sub> for
 * i from 1 to N.
 */
public final class IntegratedScoreCam implements PictureMasks {

    private final FeatureMasks masks;
    private final MeanScores scores;
    private final int steps;

    /**
     * @param activations A, [C, h, w]
     * @param height      of the picture, in pixels of the model's input
     * @param width       of the picture, likewise
     * @param classes     how many are asked for
     * @param channels    how many channels are asked about, from 1 to C: those that vary most
     * @param steps       N, at least 1
     */
    public IntegratedScoreCam(FloatTensor activations, int height, int width, int classes, int channels, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("at least 1 step, given " + steps);
        }
        this.masks = new FeatureMasks(activations, height, width, channels);
        this.scores = new MeanScores(classes, channels);
        this.steps = steps;
    }

    @Override
    public int questions() {
        return masks.channels() * steps;
    }

    /** The widest open masks of all channels come first. */
    @Override
    public float[] mask(int question) {
        float[] mask = FeatureMasks.scaled(masks.upsampled(question % masks.channels()));
        float open = (float) (steps - question / masks.channels()) / steps;
        for (int at = 0; at < mask.length; at++) {
            mask[at] *= open;
        }
        return mask;
    }

    @Override
    public void answer(int question, double[] answered) {
        scores.add(question % masks.channels(), answered);
    }

    @Override
    public ActivationMap map(int row) {
        return masks.weighted(scores.of(row));
    }
}
