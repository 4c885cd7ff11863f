package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Walks back over the postprocessing of an output, such as an ArgMax or a table of names, to the scores that it decides by. */
final class Postprocessing {

    private static final String LEARNING = "ai.onnx.ml";

    /** Give whole numbers, truths or the largest of some numbers. */
    private static final Set<String> DECIDING = Set.of(
            "ArgMax",
            "ArgMin",
            "Ceil",
            "Equal",
            "Floor",
            "Greater",
            "GreaterOrEqual",
            "Hardmax",
            "Less",
            "LessOrEqual",
            "Not",
            "OneHot",
            "QuantizeLinear",
            "Sign",
            "TopK");

    /** Give numbers of their input in another form. */
    private static final Set<String> CARRYING =
            Set.of("Cast", "Flatten", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze");

    /** Give no tensor, or none of floats, and are made of no scores. */
    private static final Set<String> OTHERS = Set.of(
            "NonMaxSuppression",
            "NonZero",
            "Optional",
            "OptionalGetElement",
            "SequenceEmpty",
            "SequenceErase",
            "SequenceInsert",
            "SequenceMap",
            "Shape",
            "Size",
            "SplitToSequence",
            "StringConcat",
            "StringSplit");

    /** Their first output is what they are for; others are statistics of it, such as a mean. */
    private static final Set<String> FIRST_ONLY = Set.of(
            "BatchNormalization",
            "Dropout",
            "LayerNormalization",
            "MaxPool",
            "SimplifiedLayerNormalization",
            "SkipLayerNormalization",
            "SkipSimplifiedLayerNormalization");

    private Postprocessing() {}

    /**
     * Scores, as far as the operators tell.
     *
     * @param classNames of the decision, in the order of the scores; empty where it has none
     */
    record Scores(Value value, List<String> classNames) {

        private Scores named(List<String> names) {
            return classNames.isEmpty() ? new Scores(value, names) : this;
        }
    }

    /** The scores that an output is made of: itself where it decides nothing; none where no scores are behind it. */
    static List<Scores> behind(Value output) {
        Node list =
                output.producer().filter(node -> node.is("SequenceConstruct")).orElse(null);
        if (list != null) {
            return list.inputs().stream()
                    .filter(Objects::nonNull)
                    .flatMap(input -> behind(input).stream())
                    .toList();
        }
        Scores found = new Scores(output, List.of());
        Scores at = found;
        while (at.value.producer().isPresent()) {
            Node node = at.value.producer().orElseThrow();
            Optional<Scores> next = decided(node, at);
            if (next.isPresent()) {
                found = next.get();
                at = found;
            } else if (isDomain(node, "") && CARRYING.contains(node.opType())) {
                at = new Scores(node.input(0), at.classNames);
            } else {
                break;
            }
        }
        Scores named = found.named(named(found.value));
        return isOther(found.value) ? List.of() : List.of(named);
    }

    private static boolean isDomain(Node node, String domain) {
        return node.domain().equals(domain);
    }

    private static boolean isOther(Value value) {
        Node node = value.producer().orElse(null);
        return node == null
                || OTHERS.contains(node.opType())
                || (FIRST_ONLY.contains(node.opType()) && node.outputs().indexOf(value) > 0);
    }

    /** The scores in front of a node that decides. */
    private static Optional<Scores> decided(Node node, Scores at) {
        if (isDomain(node, LEARNING)) {
            return learned(node, at);
        } else if (!isDomain(node, "")) {
            return node.opType().equals("QuantizeLinear")
                    ? computed(node).map(x -> new Scores(x, at.classNames))
                    : Optional.empty();
        } else if (node.is("Gather") && Constants.of(node.input(0)).isPresent()) {
            return Optional.of(new Scores(node.input(1), at.classNames).named(texts(node.input(0))));
        }
        boolean decides = DECIDING.contains(node.opType()) || isCastToOther(node) || choosesConstants(node);
        return decides ? computed(node).map(value -> new Scores(value, at.classNames)) : Optional.empty();
    }

    private static boolean isCastToOther(Node node) {
        return node.is("Cast") && !WholeNumbers.FLOATS.contains(DataType.of((int) node.integer("to", 1)));
    }

    /** One constant where the scores are high, another where they are not. */
    private static boolean choosesConstants(Node node) {
        return node.is("Where")
                && Constants.of(node.input(1)).isPresent()
                && Constants.of(node.input(2)).isPresent();
    }

    private static Optional<Value> computed(Node node) {
        return node.inputs().stream()
                .filter(Objects::nonNull)
                .filter(input -> Constants.of(input).isEmpty())
                .findFirst();
    }

    private static Optional<Scores> learned(Node node, Scores at) {
        return switch (node.opType()) {
            case "ZipMap", "Binarizer", "CategoryMapper", "LabelEncoder" ->
                Optional.of(new Scores(node.input(0), at.classNames).named(names(node)));
            case "ArrayFeatureExtractor" ->
                Constants.of(node.input(0)).isPresent()
                        ? Optional.of(new Scores(node.input(1), at.classNames).named(texts(node.input(0))))
                        : Optional.of(new Scores(node.input(0), at.classNames));
            case "Normalizer" ->
                Optional.of(node.input(0))
                        .filter(Postprocessing::areProbabilities)
                        .map(scores -> new Scores(scores, at.classNames));
            default ->
                isLabel(node, at.value)
                        ? Optional.ofNullable(node.outputs().getLast()).map(scores -> new Scores(scores, at.classNames))
                        : Optional.empty();
        };
    }

    /** Several answers of yes or no are made to add up to 1; other probabilities of a classifier do so before. */
    private static boolean areProbabilities(Value scores) {
        return scores.producer()
                .filter(node -> isDomain(node, LEARNING) && node.opType().endsWith("Classifier"))
                .filter(node -> !node.text("post_transform", "NONE").equals("LOGISTIC")
                        || node.integers("classlabels_ints")
                                        .map(labels -> labels.length)
                                        .orElse(0)
                                == 2
                        || (node.attributes().get("classlabels_strings") instanceof Attribute.Texts texts
                                && texts.values().size() == 2))
                .isPresent();
    }

    /** Classifiers give the best class first and then the scores of all. */
    private static boolean isLabel(Node node, Value output) {
        return node.opType().endsWith("Classifier")
                && node.outputs().size() == 2
                && node.outputs().getFirst() == output;
    }

    /** The class names of a classifier that gives these scores. */
    private static List<String> named(Value scores) {
        return scores.producer()
                .filter(node -> isDomain(node, LEARNING) && node.opType().endsWith("Classifier"))
                .map(Postprocessing::names)
                .orElse(List.of());
    }

    private static List<String> names(Node node) {
        for (String attribute : List.of("classlabels_strings", "values_strings", "cats_strings", "classes_strings")) {
            if (node.attributes().get(attribute) instanceof Attribute.Texts texts
                    && !texts.values().isEmpty()
                    && isInOrder(node.integers("keys_int64s").orElse(new long[0]))) {
                return texts.values();
            }
        }
        long[] numbers = node.integers("classlabels_int64s")
                .or(() -> node.integers("classlabels_ints"))
                .orElse(new long[0]);
        List<String> names = new ArrayList<>();
        if (!isInOrder(numbers)) {
            IntStream.range(0, numbers.length).forEach(index -> names.add(String.valueOf(numbers[index])));
        }
        return names;
    }

    /** True for 0, 1, 2 and so on: numbers that name nothing. */
    private static boolean isInOrder(long[] numbers) {
        return IntStream.range(0, numbers.length).allMatch(index -> numbers[index] == index);
    }

    private static List<String> texts(Value constant) {
        return Constants.of(constant)
                .filter(data -> data.type() == DataType.STRING)
                .map(TensorData::toTexts)
                .orElse(List.of());
    }
}
