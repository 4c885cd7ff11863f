package dev.regard.bias;

import dev.regard.bias.BiasReport.MeanMap;
import dev.regard.bias.Survey.View;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The evidence of many pictures laid over each other: each picture counts the same. Pure. */
final class MeanMaps {

    private static final int SIDE = Survey.SIDE;

    private MeanMaps() {}

    /**
     * @param views     of the class
     * @param elsewhere of other classes
     * @return null where nothing speaks for the class in any picture
     */
    static @Nullable MeanMap of(List<View> views, List<View> elsewhere) {
        double[] mean = mean(views);
        if (Arrays.stream(mean).sum() == 0) {
            return null;
        }
        double[] others = mean(elsewhere);
        return new MeanMap(
                SIDE,
                Arrays.stream(mean).boxed().toList(),
                share(mean, false),
                share(mean, true),
                outside(views),
                Arrays.stream(others).sum() == 0 ? null : share(others, false));
    }

    private static double[] mean(List<View> views) {
        double[] sum = new double[SIDE * SIDE];
        double all = 0;
        for (View view : views) {
            for (int at = 0; at < sum.length; at++) {
                sum[at] += view.mean()[at];
                all += view.mean()[at];
            }
        }
        for (int at = 0; at < sum.length && all > 0; at++) {
            sum[at] /= all;
        }
        return sum;
    }

    private static double share(double[] values, boolean ofCorners) {
        double share = 0;
        for (int at = 0; at < values.length; at++) {
            double x = (at % SIDE + 0.5) / SIDE;
            double y = (at / SIDE + 0.5) / SIDE;
            boolean counts = Frame.isAtBorder(x, y) && (!ofCorners || Frame.isInCorner(x, y));
            share += counts ? values[at] : 0;
        }
        return share;
    }

    private static @Nullable Double outside(List<View> views) {
        double[] known = views.stream()
                .mapToDouble(View::outside)
                .filter(outside -> !Double.isNaN(outside))
                .toArray();
        return known.length == 0 ? null : Arrays.stream(known).sum() / known.length;
    }
}
