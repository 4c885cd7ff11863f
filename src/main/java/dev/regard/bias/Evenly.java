package dev.regard.bias;

import java.util.List;
import java.util.stream.IntStream;

/** Takes some of many, such that all parts are there. Pure. */
public final class Evenly {

    private Evenly() {}

    /** At most so many of them, in their order. */
    public static <T> List<T> some(List<T> all, int most) {
        int count = Math.min(most, all.size());
        return IntStream.range(0, count)
                .mapToObj(at -> all.get((int) ((long) at * all.size() / count)))
                .toList();
    }
}
