package dev.regard.metrics;

/**
 * Insertion: how soon the class is found when the hottest pixels come first. Petsiuk, Das &amp; Saenko 2018, RISE: Randomized
 * Input Sampling for Explanation of Black-box Models, arXiv 1806.07421.
 *
 * <p>The curve is f(baseline with the k hottest of N pixels at the picture's) over k / N, for k from 0 to N in steps; the
 * area below it is the metric: the more, the better. With probabilities it lies from 0 to 1; logits may be asked for instead,
 * and then it is the mean logit. The paper's baseline is the picture, blurred, and its step is as many pixels as the picture
 * is wide.
 *
 * <p>Question k shows the pixels of the first k steps and nothing else.
 */
public final class Insertion implements MaskTrial<Curve> {

    private final PixelSteps steps;

    /**
     * @param map   whose order is tried
     * @param steps from nothing to the whole picture, from 1 to as many as there are pixels
     * @throws IllegalArgumentException for other steps, or when the map is flat
     */
    public Insertion(Relevance map, int steps) {
        this.steps = new PixelSteps(map, steps);
    }

    @Override
    public int questions() {
        return steps.questions();
    }

    @Override
    public float[] mask(int question) {
        return steps.mask(question, 1, 0);
    }

    @Override
    public Curve result(double[] answers) {
        return steps.curve(answers);
    }
}
