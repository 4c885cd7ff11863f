package dev.regard.metrics;

/**
 * The eight pixels around a pixel, and how much each counts in {@link LinearImputation}: 1/6 for the four direct ones, 1/12
 * for the four diagonal ones, which add up to 1. Those before the pixel, row by row, come first; of each half the direct
 * ones.
 */
record Neighbours(int height, int width) {

    static final int ALL = 8;
    static final int HALF = 4;
    static final double DIRECT = 1.0 / 6;
    static final double DIAGONAL = 1.0 / 12;

    private static final int[] DOWN = {-1, 0, -1, -1, 0, 1, 1, 1};
    private static final int[] RIGHT = {0, -1, -1, 1, 1, 0, -1, 1};

    static double weight(int which) {
        return which % HALF < HALF / 2 ? DIRECT : DIAGONAL;
    }

    /** The neighbour's index, or -1 where the picture ends. */
    int of(int pixel, int which) {
        int row = pixel / width + DOWN[which];
        int column = pixel % width + RIGHT[which];
        boolean isInside = row >= 0 && row < height && column >= 0 && column < width;
        return isInside ? row * width + column : -1;
    }
}
