package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a picture of whole numbers go in as floats. Where the graph only moves the numbers about before it casts them to
 * floats, they move about as floats: the same numbers flow, and gradients are those of the first floats. Where it computes with
 * whole numbers, floats are rounded and cut to the type first, and gradients pass straight through what quantizes.
 */
final class IntegerInput {

    /** Operators that give the same numbers at other places. */
    private static final Set<String> MOVES = Set.of(
            "Identity",
            "Transpose",
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Slice",
            "Gather",
            "Split",
            "Concat",
            "Tile",
            "Expand");

    private static final Set<DataType> FLOATS =
            Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE, DataType.BFLOAT16);
    private static final Set<DataType> WIDE =
            Set.of(DataType.UINT16, DataType.INT16, DataType.INT32, DataType.INT64, DataType.UINT32, DataType.UINT64);
    private static final Set<DataType> SHORT = Set.of(DataType.UINT8, DataType.INT8, DataType.UINT16, DataType.INT16);

    private final Model model;
    private final Graph.GraphInput picture;
    private final GraphCopy copy;
    private final Ops ops;

    private IntegerInput(Model model, Graph.GraphInput picture) {
        this.model = model;
        this.picture = picture;
        this.copy = GraphCopy.begin(model, constant -> constant, this::asFloat);
        this.ops = new Ops(copy.model(), "regard/input/");
    }

    /**
     * The model with an input of floats, under the same name; itself where it has one.
     *
     * @param picture its input for the picture
     */
    static Model asFloats(Model model, Graph.GraphInput picture) {
        return PictureInput.isWhole(picture) ? new IntegerInput(model, picture).write() : model;
    }

    private Graph.GraphInput asFloat(Graph.GraphInput input) {
        return input.value() == picture.value()
                ? new Graph.GraphInput(input.value(), DataType.FLOAT, input.dimensions())
                : input;
    }

    private Model write() {
        Set<Node> casts = casts();
        Map<Value, Value> instead = new HashMap<>();
        if (casts == null) {
            instead.put(picture.value(), rounded());
        }
        for (Node node : model.graph().nodes()) {
            if (casts != null && casts.contains(node)) {
                copy.add(node, "", "Identity", List.of(copy.of(node.input(0))), Map.of());
            } else {
                copy.add(node, instead);
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    /** The Casts from whole numbers to wider ones; null where something else than a move reads them as whole numbers. */
    private @Nullable Set<Node> casts() {
        Set<Node> casts = new LinkedHashSet<>();
        Set<Value> seen = new LinkedHashSet<>();
        Deque<Value> open = new ArrayDeque<>(List.of(picture.value()));
        while (!open.isEmpty()) {
            Value value = open.removeFirst();
            for (Node reader : seen.add(value) ? value.uses() : List.<Node>of()) {
                DataType to = reader.is("Cast") ? DataType.of((int) reader.integer("to", 0)) : null;
                if (to != null && WIDE.contains(to)) {
                    casts.add(reader);
                    open.add(reader.output());
                } else if (isMove(reader, value)) {
                    reader.outputs().stream().filter(Objects::nonNull).forEach(open::add);
                } else if (!(to != null && FLOATS.contains(to)) && !reader.is("Shape") && !reader.is("Size")) {
                    return null;
                }
            }
        }
        return model.graph().outputs().stream().anyMatch(seen::contains) ? null : casts;
    }

    /** Among parts that are joined, those of other origin would stay whole numbers. */
    private boolean isMove(Node reader, Value value) {
        return reader.domain().isEmpty()
                && MOVES.contains(reader.opType())
                && reader.input(0) == value
                && (!reader.is("Concat")
                        || reader.inputs().stream()
                                .allMatch(
                                        part -> part != null && part.producer().isPresent()));
    }

    /** Rounded and cut to the type. */
    private Value rounded() {
        Value given = copy.of(picture.value());
        if (SHORT.contains(picture.type())) {
            TensorData zero = new TensorData(
                    picture.type(),
                    Shape.of(),
                    ByteBuffer.allocate(picture.type().bytes()));
            return ops.node("QuantizeLinear", given, ops.constant(1), ops.stored(zero));
        }
        return ops.node(
                "Cast",
                List.of(ops.node("Round", given)),
                Map.of("to", new Attribute.Int(picture.type().code())));
    }
}
