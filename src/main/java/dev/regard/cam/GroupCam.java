package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Group-CAM. Zhang et al. 2021, Group-CAM: Group Score-Weighted Visual Explanations for Deep Convolutional Networks, section 3.
 *
 * <p>Channels are taken in groups of neighbours. A group's map is M<sub>g</sub> = ReLU(sum over its c of a<sub>c</sub>
 * A<sub>c</sub>) with Grad-CAM's weights a, less what is below its 70th percentile; scaled to 0 to 1 and stretched over the
 * picture it is the mask of a question, with a blurred picture behind. M = sum over g of w<sub>g</sub> M<sub>g</sub>, where
 * w<sub>g</sub> is the class score under the mask less that of the blurred picture. The paper's ReLU is left to the drawing.
 *
 * <p>Question 0 is about the blurred picture alone. Groups without anything above zero are not asked about. Of one class, as
 * the groups' maps depend on it.
 */
public final class GroupCam implements PictureMasks {

    private static final double PERCENTILE = 0.7;

    private final int height;
    private final int width;
    private final List<ActivationMap> groups = new ArrayList<>();
    private final ActivationMap empty;
    private final double[] scores;

    /**
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     * @param height      of the picture, in pixels of the model's input
     * @param width       of the picture, likewise
     * @param count       how many groups, at least 1; at most as many as there are channels are made
     */
    public GroupCam(FloatTensor activations, FloatTensor gradients, int height, int width, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least 1 group, given " + count);
        }
        this.height = height;
        this.width = width;
        double[] weights = GradCam.weights(activations, gradients);
        int channels = weights.length;
        int made = Math.min(count, channels);
        for (int group = 0; group < made; group++) {
            double[] ofGroup = new double[channels];
            int from = group * channels / made;
            int to = (group + 1) * channels / made;
            System.arraycopy(weights, from, ofGroup, from, to - from);
            ActivationMap map = withoutLowest(ChannelSum.weighted(activations, ofGroup));
            if (map.max() > 0) {
                groups.add(map);
            }
        }
        this.empty = ChannelSum.weighted(activations, new double[channels]);
        this.scores = new double[groups.size() + 1];
        Arrays.fill(scores, Double.NaN);
    }

    private static ActivationMap withoutLowest(ActivationMap map) {
        float[] sorted = map.values().clone();
        Arrays.sort(sorted);
        float limit = Math.max(0, sorted[(int) (PERCENTILE * (sorted.length - 1))]);
        float[] values = map.values().clone();
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = values[cell] >= limit ? Math.max(0, values[cell]) : 0;
        }
        return new ActivationMap(map.height(), map.width(), values);
    }

    @Override
    public int questions() {
        return scores.length;
    }

    @Override
    public float[] mask(int question) {
        if (question == 0) {
            return new float[height * width];
        }
        float[] stretched =
                Bilinear.resize(groups.get(question - 1), height, width).values();
        return FeatureMasks.scaled(stretched);
    }

    @Override
    public void answer(int question, double[] answered) {
        scores[question] = answered[0];
    }

    @Override
    public ActivationMap map(int row) {
        float[] sum = empty.values().clone();
        for (int group = 0; group < groups.size(); group++) {
            double gain = scores[group + 1] - scores[0];
            float[] values = groups.get(group).values();
            for (int cell = 0; cell < sum.length && !Double.isNaN(gain); cell++) {
                sum[cell] += (float) (gain * values[cell]);
            }
        }
        return new ActivationMap(empty.height(), empty.width(), sum);
    }
}
