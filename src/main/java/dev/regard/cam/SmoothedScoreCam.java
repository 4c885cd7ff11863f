package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.SplittableRandom;

/**
 * SS-CAM. Wang et al. 2020, SS-CAM: Smoothed Score-CAM for Sharper Visual Feature Localization, section 3.1 (smoothing on the
 * feature map).
 *
 * <p>As {@link ScoreCam}, with the score of each channel averaged over several masks, each made of the feature map with
 * normal noise of its own. The paper gives the noise as a plain number; here it is a share of the feature map's range, so
 * that it means the same for every channel.
 */
public final class SmoothedScoreCam implements PictureMasks {

    private final FeatureMasks masks;
    private final MeanScores scores;
    private final int samples;
    private final double noise;
    private final long seed;

    /**
     * @param activations A, [C, h, w]
     * @param height      of the picture, in pixels of the model's input
     * @param width       of the picture, likewise
     * @param classes     how many are asked for
     * @param channels    how many channels are asked about, from 1 to C: those that vary most
     * @param copies      the noisy copies of each
     */
    public SmoothedScoreCam(FloatTensor activations, int height, int width, int classes, int channels, Copies copies) {
        this.masks = new FeatureMasks(activations, height, width, channels);
        this.scores = new MeanScores(classes, channels);
        this.samples = copies.samples;
        this.noise = copies.noise;
        this.seed = copies.seed;
    }

    /**
     * How a feature map is copied.
     *
     * @param samples how often, at least once
     * @param noise   deviation of the noise as a share of the feature map's range
     * @param seed    of the random numbers
     */
    public record Copies(int samples, double noise, long seed) {
        public Copies {
            if (samples < 1 || !(noise >= 0)) {
                throw new IllegalArgumentException(
                        "at least 1 copy with noise of at least 0, given %d and %s".formatted(samples, noise));
            }
        }
    }

    @Override
    public int questions() {
        return masks.channels() * samples;
    }

    /** The first copies of all channels come first. */
    @Override
    public float[] mask(int question) {
        float[] mask = FeatureMasks.scaled(masks.upsampled(question % masks.channels()));
        SplittableRandom random = new SplittableRandom(31 * seed + question);
        for (int at = 0; at < mask.length; at++) {
            mask[at] += (float) (noise * random.nextGaussian());
        }
        return FeatureMasks.scaled(mask);
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
