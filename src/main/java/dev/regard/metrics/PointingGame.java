package dev.regard.metrics;

/**
 * The pointing game: does the hottest pixel lie on the object? Zhang, Lin, Brandt, Shen &amp; Sclaroff 2016, Top-down Neural
 * Attention by Excitation Backprop, arXiv 1608.00507. A hit is a distance of at most so many pixels from the object (15 in
 * the paper); the metric is the share of hits over objects, {@link Estimate#ofShare}. Of pixels that are equally hot, the
 * first counts.
 */
public final class PointingGame {

    private PointingGame() {}

    /**
     * @param map       at the size of the region
     * @param object    where it is
     * @param tolerance in pixels, at least 0
     * @throws IllegalArgumentException when the map is flat, or sizes differ
     */
    public static boolean isHit(Relevance map, Region object, double tolerance) {
        object.refuseOtherSize(map);
        Finite.between(tolerance, 0, Integer.MAX_VALUE, "the tolerance");
        int hottest = map.ranking()[0];
        for (int pixel = 0; pixel < map.size(); pixel++) {
            double down = pixel / map.width() - hottest / map.width();
            double right = pixel % map.width() - hottest % map.width();
            if (object.inside()[pixel] && Math.hypot(down, right) <= tolerance) {
                return true;
            }
        }
        return false;
    }
}
