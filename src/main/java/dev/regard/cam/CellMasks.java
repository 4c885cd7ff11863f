package dev.regard.cam;

/** Asks about the activations of a layer with every channel of a cell taken times the cell's factor. */
public interface CellMasks extends Perturbation {

    /**
     * The mask of a question.
     *
     * @return [h * w]
     */
    float[] mask(int question);
}
