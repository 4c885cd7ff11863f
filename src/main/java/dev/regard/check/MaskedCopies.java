package dev.regard.check;

import dev.regard.explain.Probe;
import dev.regard.image.ModelInput;
import dev.regard.metrics.MaskTrial;
import dev.regard.tensor.FloatTensor;

/** Shows a model the picture with parts of it hidden. */
final class MaskedCopies {

    private final Probe probe;
    private final int index;
    private final float[] whole;
    private final float[] hidden;
    private final float[] pixels;

    /** @param index of the class whose probability is the answer */
    MaskedCopies(Probe probe, ModelInput input, Cover cover, int index) {
        this.probe = probe;
        this.index = index;
        FloatTensor picture = probe.view().planes(input.tensor());
        this.whole = probe.view().interleaved(picture);
        this.hidden = probe.view().interleaved(cover.of(picture));
        this.pixels = probe.view().interleaved(pixels(picture));
    }

    /** Of each value, the pixel that it belongs to: channels may lie one after the other or side by side. */
    private static FloatTensor pixels(FloatTensor picture) {
        int count = picture.shape().dimension(1) * picture.shape().dimension(2);
        float[] pixels = new float[picture.values().length];
        for (int at = 0; at < pixels.length; at++) {
            pixels[at] = at % count;
        }
        return new FloatTensor(picture.shape(), pixels);
    }

    /**
     * Asks questions of a trial.
     *
     * @param from  the first one
     * @param to    the one behind the last one
     * @param name  what one is called, for people who watch
     * @param known answers so far, one place for each question of the trial; those asked for are written
     */
    void ask(MaskTrial<?> trial, int from, int to, String name, double[] known) {
        probe.ask(
                to - from,
                name,
                (question, into, offset) -> write(trial.mask(from + question), into, offset),
                (question, scores) -> known[from + question] = probe.probability(scores, index));
    }

    private void write(float[] mask, float[] into, int offset) {
        for (int at = 0; at < whole.length; at++) {
            into[offset + at] = mask[(int) pixels[at]] == 1 ? whole[at] : hidden[at];
        }
    }
}
