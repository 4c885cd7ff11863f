package dev.regard.explain;

import dev.regard.explain.ClassSelection.Key;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns what somebody selected into class indices. */
final class ClassResolver {

    /** Classes of one name that a message lists. */
    private static final int MAX_LISTED = 5;

    /** Parts of a name between commas. */
    private static final int MAX_JOINED = 32;

    private final List<String> labels;
    private final Map<String, List<Integer>> exact;
    private final Map<String, List<Integer>> folded;
    /** By what classes were called before those of one name were told apart. */
    private final Map<String, List<Integer>> common;

    /** @param labels by class index, each different */
    ClassResolver(List<String> labels) {
        this.labels = labels;
        this.exact = indices(labels, ClassResolver::composed);
        this.folded = indices(labels, ClassResolver::fold);
        this.common = indices(
                IntStream.range(0, labels.size())
                        .mapToObj(index -> DistinctNames.common(labels.get(index), index))
                        .toList(),
                ClassResolver::fold);
    }

    private static Map<String, List<Integer>> indices(List<String> names, UnaryOperator<String> key) {
        Map<String, List<Integer>> indices = new HashMap<>();
        for (int index = 0; index < names.size(); index++) {
            indices.computeIfAbsent(key.apply(names.get(index)), first -> new ArrayList<>(1))
                    .add(index);
        }
        return indices;
    }

    /** Composed and decomposed characters, capitals and small letters make no difference. */
    private static String fold(String name) {
        return composed(name).toLowerCase(Locale.ROOT);
    }

    private static String composed(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /** The indices of a selection; best ones need the predictions, best first. */
    List<Integer> resolve(ClassSelection selection, List<Prediction> predictions) {
        return switch (selection) {
            case ClassSelection.All all ->
                IntStream.range(0, labels.size()).boxed().toList();
            case ClassSelection.Best best ->
                predictions.stream().limit(best.count()).map(Prediction::index).toList();
            case ClassSelection.Listed listed -> indices(listed.classes());
        };
    }

    /** What to ask a pass with gradients: best ones by their rank, so that nobody needs to know them before. */
    Question question(ClassSelection selection, FloatTensor picture) {
        if (selection instanceof ClassSelection.Best best) {
            return Question.best(picture, best.count());
        }
        return Question.of(
                picture,
                resolve(selection, List.of()).stream()
                        .mapToLong(Integer::longValue)
                        .toArray());
    }

    /**
     * Fits a selection to this model: no more of the best than there are classes, and listed ones by their indices.
     *
     * @throws BadSelection where this model cannot have it
     */
    ClassSelection fitted(ClassSelection selection) {
        return switch (selection) {
            case ClassSelection.All all -> all;
            case ClassSelection.Best best -> fitted(best);
            case ClassSelection.Listed listed -> {
                if (listed.classes().isEmpty()) {
                    throw new BadSelection(
                            "classes is empty; name at least one class index or label, or leave it out.");
                }
                yield ClassSelection.Listed.at(indices(listed.classes()));
            }
        };
    }

    private ClassSelection fitted(ClassSelection.Best best) {
        if (best.count() < 1) {
            throw new BadSelection(
                    "top is " + best.count() + "; this model takes 1 to " + labels.size() + ", one for each class.");
        }
        return new ClassSelection.Best(Math.min(best.count(), labels.size()));
    }

    private List<Integer> indices(List<Key> keys) {
        List<Integer> indices = new ArrayList<>();
        for (int at = 0; at < keys.size(); ) {
            int taken = joined(keys, at);
            indices.add(
                    taken == 1
                            ? index(keys.get(at))
                            : found(joined(keys, at, taken)).orElseThrow());
            at += taken;
        }
        return indices.stream().distinct().toList();
    }

    /** A form separates names by commas, which are also within some, as in 'tench, Tinca tinca'. */
    private int joined(List<Key> keys, int from) {
        if (!(keys.get(from) instanceof ClassSelection.Name first) || isKnown(first.name())) {
            return 1;
        }
        return IntStream.rangeClosed(2, Math.min(MAX_JOINED, keys.size() - from))
                .takeWhile(count -> keys.get(from + count - 1) instanceof ClassSelection.Name)
                .filter(count -> found(joined(keys, from, count)).isPresent())
                .findFirst()
                .orElse(1);
    }

    private static String joined(List<Key> keys, int from, int count) {
        return keys.subList(from, from + count).stream()
                .map(key -> ((ClassSelection.Name) key).name())
                .collect(Collectors.joining(", "));
    }

    private boolean isKnown(String name) {
        return isIndex(name) || folded.containsKey(fold(name)) || common.containsKey(fold(name));
    }

    private static boolean isIndex(String text) {
        return text.matches("-?\\d{1,9}");
    }

    private int index(Key key) {
        return switch (key) {
            case ClassSelection.Index number -> checked(number.index());
            case ClassSelection.Name name -> indexOf(name.name());
        };
    }

    private int checked(int index) {
        if (index < 0 || index >= labels.size()) {
            throw new BadSelection("There is no class " + index + "; this model's class indices go from 0 to "
                    + (labels.size() - 1) + ".");
        }
        return index;
    }

    private int indexOf(String name) {
        Optional<Integer> found = found(name);
        if (found.isEmpty() && isIndex(name.strip())) {
            return checked(Integer.parseInt(name.strip()));
        }
        return found.orElseThrow(
                () -> new BadSelection("There is no class '" + name + "'. " + Closest.hint(name, labels)));
    }

    /** The class of a name: as it is written, else whatever its capitals, else by what it shares with others. */
    private Optional<Integer> found(String name) {
        List<Integer> found = Stream.of(
                        exact.getOrDefault(composed(name), List.of()),
                        folded.getOrDefault(fold(name), List.of()),
                        common.getOrDefault(fold(name), List.of()))
                .filter(indices -> !indices.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (found.size() > 1) {
            throw new BadSelection("There are %d classes called '%s': %s. Name one of them, or its index."
                    .formatted(
                            found.size(),
                            name,
                            found.stream()
                                            .limit(MAX_LISTED)
                                            .map(index -> "'%s' (%d)".formatted(labels.get(index), index))
                                            .collect(Collectors.joining(", "))
                                    + (found.size() > MAX_LISTED ? ", ..." : "")));
        }
        return found.stream().findFirst();
    }
}
