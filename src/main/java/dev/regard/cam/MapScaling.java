package dev.regard.cam;

/**
 * From a map's own numbers to those of a finished heatmap, as pytorch-grad-cam makes it, so that both can be compared.
 * Regard itself hands out maps unscaled.
 */
public final class MapScaling {

    /** Keeps a map that is the same everywhere from dividing by zero: it becomes 0. */
    private static final float EPSILON = 1e-7f;

    private MapScaling() {}

    /** What speaks for the class: max(0, m). */
    public static ActivationMap positive(ActivationMap map) {
        float[] positive = map.values().clone();
        for (int cell = 0; cell < positive.length; cell++) {
            positive[cell] = Math.max(0, positive[cell]);
        }
        return new ActivationMap(map.height(), map.width(), positive);
    }

    /** From 0 to 1: (m - min m) / (1e-7 + max(m - min m)). A map far smaller than 1e-7 stays near 0. */
    public static ActivationMap minMax(ActivationMap map) {
        return new ActivationMap(map.height(), map.width(), minMax(map.values()));
    }

    /** The normalized map: ReLU, then min-max. */
    public static ActivationMap normalized(ActivationMap map) {
        return minMax(positive(map));
    }

    /** The normalized map, enlarged bilinearly to a picture and scaled to reach from 0 to 1 again. */
    public static ActivationMap finished(ActivationMap map, int height, int width) {
        return minMax(Bilinear.resize(normalized(map), height, width));
    }

    static float[] minMax(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        float[] scaled = new float[values.length];
        for (int at = 0; at < scaled.length; at++) {
            scaled[at] = (values[at] - min) / (EPSILON + (max - min));
        }
        return scaled;
    }
}
