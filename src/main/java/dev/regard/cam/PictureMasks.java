package dev.regard.cam;

/** Asks about the picture under masks: picture x mask + baseline x (1 - mask), pixel by pixel. */
public interface PictureMasks extends Perturbation {

    /**
     * The mask of a question, made anew at each call: together they would take gigabytes.
     *
     * @return [H * W], from 1, which keeps the pixel, to 0, which puts the baseline's
     */
    float[] mask(int question);
}
