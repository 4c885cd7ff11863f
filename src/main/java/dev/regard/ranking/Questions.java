package dev.regard.ranking;

import dev.regard.explain.Probe;
import dev.regard.image.ModelInput;
import dev.regard.metrics.MaskTrial;
import dev.regard.metrics.PictureTrial;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the questions of a metric to a model.
 *
 * @param probe asks
 * @param input the picture
 * @param index of the class whose probability is the answer
 */
record Questions(Probe probe, ModelInput input, int index) {

    /**
     * Asks about the picture under masks.
     *
     * @param baseline what is seen where the mask is 0, [C, H, W]
     */
    <R> R ask(MaskTrial<R> trial, FloatTensor baseline) {
        FloatTensor planes = probe.planes(input.tensor());
        return trial.result(answers(
                trial.questions(), question -> probe.interleaved(masked(planes, baseline, trial.mask(question)))));
    }

    /** Asks about pictures that the metric has altered. They are made before, as that may take longer than a turn at the device. */
    <R> R ask(PictureTrial<R> trial) {
        List<float[]> copies = new ArrayList<>();
        for (int question = 0; question < trial.questions(); question++) {
            probe.throwIfCancelled();
            copies.add(probe.interleaved(trial.picture(question)));
        }
        return trial.result(answers(trial.questions(), copies::get));
    }

    /** The picture under a mask, with the input's zero, the mean colour, where that is 0. */
    ModelInput masked(float[] mask) {
        FloatTensor planes = probe.planes(input.tensor());
        FloatTensor masked = masked(planes, FloatTensor.zeros(planes.shape()), mask);
        return new ModelInput(
                new FloatTensor(input.tensor().shape(), probe.interleaved(masked)),
                input.seen(),
                input.pictureWidth(),
                input.pictureHeight());
    }

    private interface Copies {
        /** In the layout that the model takes. */
        float[] of(int question);
    }

    private double[] answers(int count, Copies copies) {
        double[] answers = new double[count];
        probe.ask(
                count,
                null,
                (question, into, offset) -> {
                    float[] copy = copies.of(question);
                    System.arraycopy(copy, 0, into, offset, copy.length);
                },
                (question, scores) -> answers[question] = probe.probability(scores, index));
        return answers;
    }

    private static FloatTensor masked(FloatTensor planes, FloatTensor baseline, float[] mask) {
        float[] values = new float[planes.values().length];
        for (int at = 0; at < values.length; at++) {
            float behind = baseline.values()[at];
            values[at] = behind + mask[at % mask.length] * (planes.values()[at] - behind);
        }
        return new FloatTensor(planes.shape(), values);
    }
}
