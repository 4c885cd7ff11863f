package dev.regard.metrics;

import java.util.Optional;

/**
 * The box that a map draws round an object. Zhou et al. 2016, Learning Deep Features for Discriminative Localization, arXiv
 * 1512.04150, section 3.2: it covers the largest connected component of the pixels that are at least a share of the map's
 * maximum (20 % in the paper). Pixels touch along sides and at corners; of components of one size, the upper left counts.
 */
public final class HotBox {

    /** Of the maximum: that of the paper. */
    public static final double USUAL_SHARE = 0.2;

    private final Relevance map;
    private final boolean[] isHot;
    private final int[] queue;

    private HotBox(Relevance map, double least) {
        this.map = map;
        this.isHot = new boolean[map.size()];
        this.queue = new int[map.size()];
        for (int pixel = 0; pixel < isHot.length; pixel++) {
            isHot[pixel] = map.values()[pixel] >= least;
        }
    }

    /**
     * @param share of the maximum, above 0, at most 1
     * @return empty where nothing in the map is above 0
     */
    public static Optional<Box> of(Relevance map, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of a map's maximum is above 0 and at most 1, given " + share);
        }
        return map.max() > 0 ? Optional.of(new HotBox(map, share * map.max()).largest()) : Optional.empty();
    }

    private Box largest() {
        int most = 0;
        Box box = new Box(0, 0, 1, 1);
        for (int pixel = 0; pixel < isHot.length; pixel++) {
            int count = isHot[pixel] ? takeComponent(pixel) : 0;
            if (count > most) {
                most = count;
                box = around(count);
            }
        }
        return box;
    }

    /** Puts the component of a pixel at the start of the queue and takes it away from what is hot. */
    private int takeComponent(int first) {
        int count = 0;
        queue[count++] = first;
        isHot[first] = false;
        for (int next = 0; next < count; next++) {
            int row = queue[next] / map.width();
            int column = queue[next] % map.width();
            for (int y = Math.max(0, row - 1); y <= Math.min(map.height() - 1, row + 1); y++) {
                for (int x = Math.max(0, column - 1); x <= Math.min(map.width() - 1, column + 1); x++) {
                    int neighbour = y * map.width() + x;
                    if (isHot[neighbour]) {
                        isHot[neighbour] = false;
                        queue[count++] = neighbour;
                    }
                }
            }
        }
        return count;
    }

    private Box around(int count) {
        int top = map.height();
        int left = map.width();
        int bottom = 0;
        int right = 0;
        for (int at = 0; at < count; at++) {
            top = Math.min(top, queue[at] / map.width());
            bottom = Math.max(bottom, queue[at] / map.width());
            left = Math.min(left, queue[at] % map.width());
            right = Math.max(right, queue[at] % map.width());
        }
        return new Box(left, top, right - left + 1, bottom - top + 1);
    }
}
