package dev.regard.metrics;

/**
 * Deletion: how fast the class is lost when the hottest pixels go first. Petsiuk, Das &amp; Saenko 2018, RISE: Randomized
 * Input Sampling for Explanation of Black-box Models, arXiv 1806.07421.
 *
 * <p>The curve is f(x with the k hottest of N pixels at the baseline's) over k / N, for k from 0 to N in steps; the area
 * below it is the metric: the less, the better. With probabilities it lies from 0 to 1; logits may be asked for instead, and
 * then it is the mean logit. The paper's baseline is the input's zero (the mean colour), and its step is as many pixels as
 * the picture is wide.
 *
 * <p>Question k shows the picture without the pixels of the first k steps.
 */
public final class Deletion implements MaskTrial<Curve> {

    private final PixelSteps steps;

    /**
     * @param map   whose order is tried
     * @param steps from the whole picture to nothing, from 1 to as many as there are pixels
     * @throws IllegalArgumentException for other steps, or when the map is flat
     */
    public Deletion(Relevance map, int steps) {
        this.steps = new PixelSteps(map, steps);
    }

    @Override
    public int questions() {
        return steps.questions();
    }

    @Override
    public float[] mask(int question) {
        return steps.mask(question, 0, 1);
    }

    @Override
    public Curve result(double[] answers) {
        return steps.curve(answers);
    }
}
