package dev.regard.explain;

import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.List;
import java.util.stream.IntStream;

/** Turns what somebody selected into class indices. */
final class ClassResolver {

    private final List<String> labels;

    ClassResolver(List<String> labels) {
        this.labels = labels;
    }

    /** The indices of a selection; best ones need the predictions, best first. */
    List<Integer> resolve(ClassSelection selection, List<Prediction> predictions) {
        return switch (selection) {
            case ClassSelection.All all ->
                IntStream.range(0, labels.size()).boxed().toList();
            case ClassSelection.Best best ->
                predictions.stream().limit(best.count()).map(Prediction::index).toList();
            case ClassSelection.Listed listed ->
                listed.classes().stream().map(this::index).distinct().toList();
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

    /** Refuses a selection that this model cannot have, before any work is done. */
    void check(ClassSelection selection) {
        if (selection instanceof ClassSelection.Best best && (best.count() < 1 || best.count() > labels.size())) {
            throw new BadSelection(
                    "top is " + best.count() + "; this model takes 1 to " + labels.size() + ", one for each class.");
        }
        if (selection instanceof ClassSelection.Listed listed) {
            if (listed.classes().isEmpty()) {
                throw new BadSelection("classes is empty; name at least one class index or label, or leave it out.");
            }
            listed.classes().forEach(this::index);
        }
    }

    private int index(String given) {
        return given.matches("-?\\d{1,9}") ? checkedIndex(Integer.parseInt(given)) : indexOf(given);
    }

    private int checkedIndex(int index) {
        if (index < 0 || index >= labels.size()) {
            throw new BadSelection("There is no class " + index + "; this model's class indices go from 0 to "
                    + (labels.size() - 1) + ".");
        }
        return index;
    }

    private int indexOf(String label) {
        return IntStream.range(0, labels.size())
                .filter(index -> labels.get(index).equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(
                        () -> new BadSelection("There is no class '" + label + "'. " + Closest.hint(label, labels)));
    }
}
