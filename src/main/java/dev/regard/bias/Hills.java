package dev.regard.bias;

import dev.regard.cam.ActivationMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hot regions of a map: what rises out of it when it is flooded up to a share of its highest cell. Two peaks belong to one
 * region unless the saddle between them is deep, so that a caption that touches a horse stays a region of its own. Pure.
 */
final class Hills {

    /** Of the highest cell: what lies lower is not hot. */
    private static final double FLOOD = 0.3;

    /** Of the lower of two peaks: where the way between them stays above that, they are one. */
    private static final double DEEP = 0.75;

    /** Of all evidence in the picture: less is not worth a look. */
    private static final double LEAST = 0.08;

    /** More in one picture are not told apart by anybody. */
    private static final int MOST = 4;

    private final ActivationMap map;
    private final int[] hillOf;
    private final List<List<Integer>> hills = new ArrayList<>();

    private Hills(ActivationMap map) {
        this.map = map;
        this.hillOf = new int[map.values().length];
    }

    /** Cells of each hot region, the strongest region first; none where nothing speaks for the class. */
    static List<List<Integer>> of(ActivationMap map) {
        return new Hills(map).find();
    }

    /** Of what speaks for the class. */
    static double sum(ActivationMap map, Iterable<Integer> cells) {
        double sum = 0;
        for (int cell : cells) {
            sum += Math.max(0, map.values()[cell]);
        }
        return sum;
    }

    private List<List<Integer>> find() {
        float highest = map.max();
        if (!(highest > 0)) {
            return List.of();
        }
        List<Integer> all = IntStream.range(0, hillOf.length).boxed().toList();
        // From the highest down: each cell joins the hills that it touches, or begins one.
        all.stream()
                .filter(cell -> map.values()[cell] >= FLOOD * highest)
                .sorted(Comparator.comparingDouble(cell -> -map.values()[cell]))
                .forEach(this::emerge);
        double evidence = sum(map, all);
        return hills.stream()
                .filter(hill -> sum(map, hill) >= LEAST * evidence)
                .sorted(Comparator.comparingDouble(hill -> -sum(map, hill)))
                .limit(MOST)
                .toList();
    }

    private void emerge(int cell) {
        List<Integer> touched = touched(cell);
        if (touched.isEmpty()) {
            hills.add(new ArrayList<>(List.of(cell)));
            hillOf[cell] = hills.size();
            return;
        }
        int own = touched.getFirst();
        add(cell, own);
        for (int other : touched.subList(1, touched.size())) {
            float lowerPeak = map.values()[hills.get(other - 1).getFirst()];
            if (map.values()[cell] > DEEP * lowerPeak) {
                hills.get(other - 1).forEach(each -> add(each, own));
                hills.get(other - 1).clear();
            }
        }
    }

    private void add(int cell, int hill) {
        hills.get(hill - 1).add(cell);
        hillOf[cell] = hill;
    }

    /** Numbers of the hills beside a cell, the highest first: hills are numbered in the order of their peaks. */
    private List<Integer> touched(int cell) {
        int row = cell / map.width();
        int column = cell % map.width();
        return IntStream.of(
                        column > 0 ? hillOf[cell - 1] : 0,
                        column + 1 < map.width() ? hillOf[cell + 1] : 0,
                        row > 0 ? hillOf[cell - map.width()] : 0,
                        row + 1 < map.height() ? hillOf[cell + map.width()] : 0)
                .filter(hill -> hill > 0)
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }
}
