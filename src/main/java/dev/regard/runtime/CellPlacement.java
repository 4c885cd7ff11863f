package dev.regard.runtime;

import java.util.Optional;

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

    /** From the places of a grid or of tokens; empty where they are no whole grid. */
    static Optional<CellPlacement> of(Places places) {
        Field rows = null;
        Field columns = null;
        for (int axis = 0; axis < places.rank(); axis++) {
            Place place = places.at(axis);
            if (place instanceof Place.Rows along) {
                rows = along.field();
            } else if (place instanceof Place.Columns along) {
                columns = along.field();
            } else if (place instanceof Place.Tokens tokens) {
                rows = tokens.rows();
                columns = tokens.columns();
            }
        }
        return rows == null || columns == null
                ? Optional.empty()
                : Optional.of(new CellPlacement(columns.centre(), rows.centre(), columns.step(), rows.step(), true));
    }

    /** Spread evenly over the input, where nothing better can be derived. */
    static CellPlacement even(int inputHeight, int inputWidth, int height, int width) {
        double stepX = (double) inputWidth / width;
        double stepY = (double) inputHeight / height;
        return new CellPlacement(stepX / 2, stepY / 2, stepX, stepY, false);
    }
}
