package dev.regard.runtime;

/**
 * Where the cells of a layer look, in pixels of the model's input: the centre of cell (0, 0) and the distance to the
 * next. The input's upper left corner is (0, 0).
 *
 * @param x     centre of the first column
 * @param y     centre of the first row
 * @param stepX from one column to the next
 * @param stepY from one row to the next
 * @param exact true where it follows from the receptive fields, false where the cells are spread evenly
 */
public record CellPlacement(double x, double y, double stepX, double stepY, boolean exact) {

    /** From receptive fields. */
    static CellPlacement of(ReceptiveFields.Fields fields) {
        return new CellPlacement(
                fields.width().centre(),
                fields.height().centre(),
                fields.width().step(),
                fields.height().step(),
                true);
    }

    /** Spread evenly over the input, where nothing better can be derived. */
    static CellPlacement even(int inputHeight, int inputWidth, int height, int width) {
        double stepX = (double) inputWidth / width;
        double stepY = (double) inputHeight / height;
        return new CellPlacement(stepX / 2, stepY / 2, stepX, stepY, false);
    }
}
