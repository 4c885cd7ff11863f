package dev.regard.cam;

import java.util.Arrays;

/** The class scores that single cells of a layer give, against that of a layer without any: the last question. */
final class CellScores {

    private final int height;
    private final int width;
    private final double[][] scores;

    CellScores(int height, int width, int classes) {
        this.height = height;
        this.width = width;
        this.scores = new double[classes][height * width + 1];
        Arrays.stream(scores).forEach(ofClass -> Arrays.fill(ofClass, Double.NaN));
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int questions() {
        return height * width + 1;
    }

    void answer(int question, double[] answered) {
        for (int row = 0; row < scores.length; row++) {
            scores[row][question] = answered[row];
        }
    }

    /** Cells that were not asked about are 0; as long as the empty layer was not, the smallest score so far stands for it. */
    ActivationMap map(int row) {
        double[] ofClass = scores[row];
        double empty = ofClass[height * width];
        if (Double.isNaN(empty)) {
            empty = Arrays.stream(ofClass)
                    .filter(score -> !Double.isNaN(score))
                    .min()
                    .orElse(0);
        }
        float[] map = new float[height * width];
        for (int cell = 0; cell < map.length; cell++) {
            map[cell] = Double.isNaN(ofClass[cell]) ? 0 : (float) (ofClass[cell] - empty);
        }
        return new ActivationMap(height, width, map);
    }
}
