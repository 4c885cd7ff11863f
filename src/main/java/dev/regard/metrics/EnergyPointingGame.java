package dev.regard.metrics;

import java.util.OptionalDouble;

/**
 * The energy-based pointing game: how much of what speaks for the class lies on the object. Wang et al. 2020, Score-CAM:
 * Score-Weighted Visual Explanations for Convolutional Neural Networks, arXiv 1910.01279, section 4.3; also known as
 * relevance mass accuracy.
 *
 * <p>The sum of max(0, m) inside / the sum of max(0, m) everywhere: from 0 to 1, the more, the better. A map that knows
 * nothing gets the object's share of the picture.
 */
public final class EnergyPointingGame {

    private EnergyPointingGame() {}

    /**
     * @return empty where nothing in the map is above 0
     * @throws IllegalArgumentException when sizes differ
     */
    public static OptionalDouble of(Relevance map, Region object) {
        object.refuseOtherSize(map);
        double inside = 0;
        double all = 0;
        for (int pixel = 0; pixel < map.size(); pixel++) {
            double energy = Math.max(0, map.values()[pixel]);
            all += energy;
            inside += object.inside()[pixel] ? energy : 0;
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(inside / all);
    }
}
