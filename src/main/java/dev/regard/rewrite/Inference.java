package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Infers ranks and types of a graph's values before anything is measured, as far as the liftings need them. */
final class Inference {

    private static final Set<String> TRUTHS = Set.of(
            "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor", "Not", "IsNaN", "IsInf");

    private final Map<Value, Integer> ranks = new HashMap<>();
    private final Set<Value> truths = new HashSet<>();

    Inference(Graph graph) {
        for (Value value : graph.values()) {
            value.constant().ifPresent(data -> note(value, data.shape().rank(), data.type() == DataType.BOOL));
        }
        for (Graph.GraphInput input : graph.inputs()) {
            // Of what a body is given no axes are told.
            boolean isTold = !input.dimensions().isEmpty();
            note(input.value(), isTold ? input.dimensions().size() : null, input.type() == DataType.BOOL);
        }
        for (Node node : graph.nodes()) {
            Integer rank = rank(node);
            boolean isTruth = isTruth(node);
            node.outputs().stream().filter(Objects::nonNull).forEach(output -> note(output, rank, isTruth));
        }
    }

    private void note(Value value, @Nullable Integer rank, boolean isTruth) {
        if (rank != null) {
            ranks.put(value, rank);
        }
        if (isTruth) {
            truths.add(value);
        }
    }

    /** The rank of a value; null where that cannot be told. */
    @Nullable
    Integer rank(Value value) {
        return ranks.get(value);
    }

    /** True where a value holds truths, not numbers. */
    boolean isTruth(Value value) {
        return truths.contains(value);
    }

    private @Nullable Integer rank(Node node) {
        return switch (node.opType()) {
            case "Constant" ->
                Constants.of(node.output()).map(data -> data.shape().rank()).orElse(null);
            case "Reshape", "Expand" -> length(node, 1);
            case "Unsqueeze" -> changed(node, 1);
            case "Squeeze" -> changed(node, -1);
            // What broadcasts has as many axes as the input with the most; what cuts or joins has as many as its parts.
            case "Add", "Sub", "Mul", "Div", "MatMul", "Concat", "Where" -> greatest(node);
            case "Transpose",
                    "Slice",
                    "Split",
                    "Identity",
                    "Dropout",
                    "Cast",
                    "RotaryEmbedding",
                    "LayerNormalization",
                    "RMSNormalization",
                    "LpNormalization" -> rank(node.input(0));
            default -> null;
        };
    }

    private @Nullable Integer greatest(Node node) {
        int greatest = 0;
        for (Value input : node.inputs()) {
            Integer rank = input == null ? null : ranks.get(input);
            if (rank == null) {
                return null;
            }
            greatest = Math.max(greatest, rank);
        }
        return greatest;
    }

    /** Length of a constant list; null where it is computed. */
    private static @Nullable Integer length(Node node, int input) {
        return Constants.of(node.input(input))
                .map(TensorData::shape)
                .map(shape -> shape.size())
                .orElse(null);
    }

    private @Nullable Integer changed(Node node, int by) {
        Integer before = rank(node.input(0));
        Integer axes = node.integers("axes")
                .map(list -> list.length)
                .orElseGet(() -> node.optionalInput(1).isPresent() ? length(node, 1) : null);
        return before == null || axes == null ? null : Integer.valueOf(before + by * axes);
    }

    private boolean isTruth(Node node) {
        return TRUTHS.contains(node.opType())
                || switch (node.opType()) {
                    case "Cast" -> DataType.of((int) node.integer("to", 0)) == DataType.BOOL;
                    case "CastLike", "Where" -> truths.contains(node.input(1));
                    case "Constant", "ConstantOfShape" ->
                        node.attributes().get("value") instanceof Attribute.Tensor tensor
                                && tensor.value().type() == DataType.BOOL;
                    default -> node.optionalInput(0).filter(truths::contains).isPresent();
                };
    }
}
