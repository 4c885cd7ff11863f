package dev.regard.explain;

import dev.regard.cam.PictureMasks;
import dev.regard.runtime.Pass;
import dev.regard.tensor.FloatTensor;

/** Copies of the picture under masks, in the layout that the model takes: picture x mask + baseline x (1 - mask). */
final class MaskedPictures {

    private final MethodRun run;
    private final float[] picture;
    private final float[] baseline;
    private final int channels;

    /** @param baseline what is seen where the mask is 0, of the input's shape */
    MaskedPictures(MethodRun run, FloatTensor baseline) {
        this.run = run;
        this.picture = run.input().tensor().values();
        this.baseline = baseline.values();
        this.channels = run.model().graph().inputChannels();
    }

    /** In place of what is masked: the input's zero, which is the mean colour where pictures are normalized. */
    static MaskedPictures onZero(MethodRun run) {
        return new MaskedPictures(run, FloatTensor.zeros(run.input().tensor().shape()));
    }

    Sampler sampler(PictureMasks masks) {
        return new Sampler(
                Pass.SCORES,
                null,
                run.input().tensor().shape(),
                null,
                (question, into, offset) -> write(masks.mask(question), into, offset));
    }

    private void write(float[] mask, float[] into, int offset) {
        if (run.model().graph().isChannelsFirst()) {
            for (int plane = 0; plane < picture.length; plane += mask.length) {
                blend(mask, plane, 1, into, offset);
            }
        } else {
            for (int channel = 0; channel < channels; channel++) {
                blend(mask, channel, channels, into, offset);
            }
        }
    }

    /** One channel: where its first pixel lies, and how far the next one. */
    private void blend(float[] mask, int start, int step, float[] into, int offset) {
        for (int pixel = 0, at = start; pixel < mask.length; pixel++, at += step) {
            into[offset + at] = baseline[at] + mask[pixel] * (picture[at] - baseline[at]);
        }
    }
}
