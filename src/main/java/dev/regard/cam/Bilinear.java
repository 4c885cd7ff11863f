package dev.regard.cam;

/** Bilinear interpolation between the centres of a map's cells; beyond the outermost centres their values go on. */
public final class Bilinear {

    private Bilinear() {}

    /**
     * Stretches a map evenly: half-pixel centres, as OpenCV's INTER_LINEAR does, without antialiasing.
     *
     * @param height of the result
     * @param width  of the result
     */
    public static ActivationMap resize(ActivationMap map, int height, int width) {
        MapGeometry cells = MapGeometry.even(map.height(), map.width(), height, width);
        return resample(map, cells, height, width, MapGeometry.even(height, width, height, width));
    }

    /**
     * Reads a map at other places.
     *
     * @param from   where its cells lie
     * @param height of the result
     * @param width  of the result
     * @param to     where the cells of the result lie
     */
    public static ActivationMap resample(ActivationMap map, MapGeometry from, int height, int width, MapGeometry to) {
        Neighbours[] rows = neighbours(height, to.y(), to.stepY(), map.height(), from.y(), from.stepY());
        Neighbours[] columns = neighbours(width, to.x(), to.stepX(), map.width(), from.x(), from.stepX());
        // First along the rows of cells, of which there are few; what is left to do for each place is one short loop.
        double[][] stretched = new double[map.height()][width];
        for (int cellRow = 0; cellRow < map.height(); cellRow++) {
            for (int column = 0; column < width; column++) {
                stretched[cellRow][column] = columns[column].between(map.values(), cellRow * map.width());
            }
        }
        float[] values = new float[height * width];
        for (int row = 0; row < height; row++) {
            blend(stretched[rows[row].first], stretched[rows[row].second], rows[row].share, values, row * width);
        }
        return new ActivationMap(height, width, values);
    }

    private static void blend(double[] upper, double[] lower, double share, float[] into, int offset) {
        for (int column = 0; column < upper.length; column++) {
            into[offset + column] = (float) (upper[column] + (lower[column] - upper[column]) * share);
        }
    }

    /** The two cells that a place lies between along one axis, and how far it is on the way to the second. */
    private record Neighbours(int first, int second, double share) {

        double between(float[] values, int rowStart) {
            double left = values[rowStart + first];
            return left + (values[rowStart + second] - left) * share;
        }
    }

    private static Neighbours[] neighbours(
            int places, double start, double step, int cells, double cellStart, double cellStep) {
        Neighbours[] neighbours = new Neighbours[places];
        for (int place = 0; place < places; place++) {
            double cell = Math.clamp((start + place * step - cellStart) / cellStep, 0, cells - 1);
            int first = (int) cell;
            neighbours[place] = new Neighbours(first, Math.min(first + 1, cells - 1), cell - first);
        }
        return neighbours;
    }
}
