package dev.regard.ranking;

import dev.regard.explain.Probe;
import dev.regard.image.ModelInput;
import dev.regard.metrics.MaskTrial;
import dev.regard.metrics.PictureTrial;
import dev.regard.metrics.Relevance;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

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
        FloatTensor planes = probe.view().planes(input.tensor());
        return trial.result(answers(trial.questions(), question -> masked(planes, baseline, trial.mask(question))));
    }

    /** Asks about pictures that the metric has altered. They are made before, as that may take longer than a turn at the device. */
    <R> R ask(PictureTrial<R> trial) {
        List<FloatTensor> copies = new ArrayList<>();
        for (int question = 0; question < trial.questions(); question++) {
            probe.throwIfCancelled();
            copies.add(trial.picture(question));
        }
        return trial.result(answers(trial.questions(), copies::get));
    }

    /** The map of an altered copy, at the size of what the model sees. */
    Relevance map(ModelInput copy) {
        return probe.relevance(probe.map(copy, index), copy);
    }

    /**
     * An altered copy of the picture.
     *
     * @param planes [C, H, W]
     */
    ModelInput altered(FloatTensor planes) {
        return probe.view().altered(input, planes);
    }

    /** The picture under a mask, with the input's zero, the mean colour, where that is 0. */
    ModelInput masked(float[] mask) {
        FloatTensor planes = probe.view().planes(input.tensor());
        return altered(masked(planes, FloatTensor.zeros(planes.shape()), mask));
    }

    private double[] answers(int count, IntFunction<FloatTensor> copies) {
        double[] answers = new double[count];
        probe.ask(count, copies, (question, scores) -> answers[question] = probe.probability(scores, index));
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
