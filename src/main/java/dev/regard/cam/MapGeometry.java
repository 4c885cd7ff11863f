package dev.regard.cam;

/**
 * Where the cells of a map lie: the centre of cell (0, 0) and the distance to the next, in pixels. The upper left
 * corner of the picture is (0, 0) and the centre of its first pixel (0.5, 0.5).
 *
 * @param x     centre of the first column
 * @param y     centre of the first row
 * @param stepX from one column to the next
 * @param stepY from one row to the next
 * @param exact true where it follows from the receptive fields, false where the map was stretched evenly
 */
public record MapGeometry(double x, double y, double stepX, double stepY, boolean exact) {

    /**
     * A map stretched evenly over a picture.
     *
     * @param rows    of cells
     * @param columns of cells
     * @param height  of the picture, in pixels
     * @param width   of the picture, in pixels
     */
    public static MapGeometry even(int rows, int columns, int height, int width) {
        double stepX = (double) width / columns;
        double stepY = (double) height / rows;
        return new MapGeometry(stepX / 2, stepY / 2, stepX, stepY, false);
    }
}
