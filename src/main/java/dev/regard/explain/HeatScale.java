package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.CamMethod;
import dev.regard.image.ColorRamp;
import java.util.Arrays;

/**
 * From values to places on a colour map, linear. The page draws with the same scale.
 *
 * @param ramp colours
 * @param low  value at its begin
 * @param high value at its end; the same where there is nothing to draw
 */
record HeatScale(ColorRamp ramp, double low, double high) {

    /** The share of a saliency map's values that its scale holds: a few pixels stand far above all others. */
    private static final double SHARE_WITHIN = 0.99;

    static HeatScale of(ActivationMap map, CamMethod.Kind kind) {
        if (kind == CamMethod.Kind.CLASS_ACTIVATION_MAP) {
            return new HeatScale(ColorRamp.TURBO, 0, Math.max(map.max(), 0));
        }
        double limit = limit(map);
        double high = Math.min(map.max(), limit);
        if (map.min() >= 0) {
            return new HeatScale(ColorRamp.TURBO, 0, high);
        }
        double reach = Math.max(Math.abs(high), Math.abs(Math.max(map.min(), -limit)));
        return new HeatScale(ColorRamp.SIGNED, -reach, reach);
    }

    /** The magnitude that 99 % of the values do not exceed; the largest, where so few differ from zero. */
    private static double limit(ActivationMap map) {
        float[] magnitudes = map.values().clone();
        for (int cell = 0; cell < magnitudes.length; cell++) {
            magnitudes[cell] = Math.abs(magnitudes[cell]);
        }
        Arrays.sort(magnitudes);
        float limit = magnitudes[(int) Math.ceil(SHARE_WITHIN * magnitudes.length) - 1];
        return limit > 0 ? limit : magnitudes[magnitudes.length - 1];
    }

    boolean isEmpty() {
        return high <= low;
    }

    /** From 0 to 1. */
    double place(double value) {
        return Math.clamp((value - low) / (high - low), 0, 1);
    }
}
