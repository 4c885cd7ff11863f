package dev.regard.explain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Tells classes of one name apart, such as the two cranes of ImageNet: 'crane #134' and 'crane #517'. */
final class DistinctNames {

    private static final String MARK = " #";

    private DistinctNames() {}

    /** The names by class index, those that occur more than once with that index behind them. */
    static List<String> of(List<String> labels) {
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        labels.stream().filter(label -> !once.add(label)).forEach(twice::add);
        Set<String> marked = new HashSet<>(twice);
        // Somebody may have called a class 'crane #134' before there were two.
        IntStream.range(0, labels.size())
                .filter(index -> twice.contains(labels.get(index)))
                .forEach(index -> marked.add(labels.get(index) + MARK + index));
        return IntStream.range(0, labels.size())
                .mapToObj(index ->
                        marked.contains(labels.get(index)) ? labels.get(index) + MARK + index : labels.get(index))
                .toList();
    }

    /** The name of a class before it was told apart; unchanged where nothing was put behind it. */
    static String common(String name, int index) {
        String mark = MARK + index;
        return name.endsWith(mark) ? name.substring(0, name.length() - mark.length()) : name;
    }
}
