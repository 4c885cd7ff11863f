package dev.regard.check;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many maps a check makes besides the one that it is about. Methods that ask the model many times for one map get by with
 * fewer, or leave a question out.
 *
 * @param others how many other classes get a map
 * @param depths how many steps the cascade has
 * @param pairs  how many moved pictures, and as many with noise
 */
record Plan(int others, int depths, int pairs) {

    /** As many forwards as the further maps may take. */
    private static final double MOST_FORWARDS = 300;

    private static final int OTHERS = 3;
    private static final int DEPTHS = 5;
    private static final int PAIRS = 4;

    /**
     * @param forwards      that one map takes
     * @param sharesClasses true where maps of further classes come at no extra cost
     * @param isOfClass     false where the map is the same for every class
     */
    static Plan of(double forwards, boolean sharesClasses, boolean isOfClass) {
        int left = (int) Math.min(OTHERS + DEPTHS + 2 * PAIRS, MOST_FORWARDS / forwards);
        int others = sharesClasses || left >= OTHERS + DEPTHS + 2 * PAIRS ? OTHERS : Math.min(1, left);
        left -= sharesClasses || !isOfClass ? 0 : others;
        int depths = left > 2 ? Math.min(DEPTHS, left - 2) : left;
        return new Plan(isOfClass ? others : 0, depths, Math.min(PAIRS, (left - depths) / 2));
    }

    /** Of how many layers the cascade shuffles the weights: few at first, all at last; half of them where there are not more than two steps. */
    List<Integer> layers(int all) {
        if (all == 0) {
            return List.of();
        }
        int last = depths > 2 ? all : (all + 1) / 2;
        return IntStream.range(0, depths)
                .map(step -> depths == 1 ? last : (int) Math.round(Math.pow(last, step / (depths - 1.0))))
                .distinct()
                .boxed()
                .toList();
    }
}
