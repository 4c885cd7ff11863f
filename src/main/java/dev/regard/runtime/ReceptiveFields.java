package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.EinsumEquation;
import dev.regard.onnx.Graph;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import dev.regard.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of the model's input each cell of each value looks at, from the strides, kernels and pads on the way.
 * Follows every axis of every value on its own, so that channels-last layouts and tokens need no special case. Attention
 * looks everywhere; its tokens stay where they are.
 */
final class ReceptiveFields {

    private final Map<Value, Places> places = new HashMap<>();

    private ReceptiveFields() {}

    /**
     * Follows the graph from its input.
     *
     * @param graph  with measured shapes
     * @param input  [N, C, H, W] or [N, H, W, C]
     * @param height which axis of the input is its height; its width is the next
     */
    static ReceptiveFields of(Graph graph, Value input, int height) {
        ReceptiveFields fields = new ReceptiveFields();
        fields.places.put(
                input,
                Places.none(input.shape().rank())
                        .with(height, new Place.Rows(Field.PIXEL))
                        .with(height + 1, new Place.Columns(Field.PIXEL)));
        graph.nodes().forEach(fields::follow);
        return fields;
    }

    /** The places of a value; empty where nothing is known of it. */
    Optional<Places> at(Value value) {
        return Optional.ofNullable(places.get(value));
    }

    private void follow(Node node) {
        if (!node.bodies().isEmpty()) {
            followBodies(node);
            return;
        }
        for (Value output : node.outputs()) {
            if (output != null && output.hasShape() && output.shape().rank() > 0) {
                Places found = through(node, output);
                if (found != null && !found.isNowhere()) {
                    places.put(output, found);
                }
            }
        }
    }

    /** Behind an If cells lie where both branches have them. A loop may move them with each turn. */
    private void followBodies(Node node) {
        for (Attribute.Body body : node.bodies()) {
            body.outside(node).forEach((inside, outside) -> at(outside).ifPresent(found -> places.put(inside, found)));
            body.graph().nodes().forEach(this::follow);
        }
        for (int index = 0; node.is("If") && index < node.outputs().size(); index++) {
            int place = index;
            Value output = node.outputs().get(index);
            List<Places> found = node.bodies().stream()
                    .flatMap(branch -> at(branch.graph().outputs().get(place)).stream())
                    .toList();
            if (output != null
                    && output.hasShape()
                    && found.size() == node.bodies().size()) {
                places.put(output, found.stream().reduce(Places::common).orElseThrow());
            }
        }
    }

    private @Nullable Places through(Node node, Value output) {
        try {
            return switch (node.opType()) {
                case "Conv", "MaxPool", "AveragePool", "LpPool" -> throughWindow(node);
                case "Resize" -> resized(node, output);
                case "Pad" -> padded(node);
                case "Slice" -> sliced(node);
                case "Gather" -> gathered(node, output);
                case "Transpose" -> transposed(node);
                case "Reshape", "Flatten", "Squeeze", "Unsqueeze" ->
                    before(node)
                            .map(at -> at.reshaped(node.input(0).shape(), output.shape()))
                            .orElse(null);
                case "Concat" -> concatenated(node, output);
                case "MatMul" -> multiplied(node, output);
                case "Einsum" -> summed(node);
                default -> merged(node, output.shape());
            };
        } catch (InvalidGraphException e) {
            // Pads or starts that are computed while the model runs: it runs, only places are lost.
            return null;
        }
    }

    private Optional<Places> before(Node node) {
        return at(node.input(0));
    }

    private @Nullable Places throughWindow(Node node) {
        Places before = before(node).orElse(null);
        if (before == null) {
            return null;
        }
        Window window = Window.of(node);
        Places after = before.with(0, null).with(1, null);
        for (int axis = 2; axis < before.rank(); axis++) {
            Window.Axis along = window.axis(axis - 2);
            after = after.moved(axis, field -> field.through(along));
        }
        return after;
    }

    /** Cells between others lie between them: centres are evenly spread over the same pixels. */
    private @Nullable Places resized(Node node, Value output) {
        Places after = before(node).orElse(null);
        Shape from = node.input(0).shape();
        for (int axis = 0; after != null && axis < after.rank(); axis++) {
            double scale = (double) output.shape().dimension(axis) / from.dimension(axis);
            if (scale != 1) {
                double start = node.text("coordinate_transformation_mode", "half_pixel")
                                .equals("asymmetric")
                        ? 0
                        : 0.5 / scale - 0.5;
                after = after.moved(axis, field -> field.from(start, 1 / scale));
            }
        }
        return after;
    }

    private @Nullable Places transposed(Node node) {
        return before(node)
                .map(at -> at.permuted(node.integers("perm")
                        .orElseGet(() -> IntStream.range(0, at.rank())
                                .mapToLong(axis -> at.rank() - 1 - axis)
                                .toArray())))
                .orElse(null);
    }

    private @Nullable Places padded(Node node) {
        Places after = before(node).orElse(null);
        if (after == null) {
            return null;
        }
        long[] pads = node.integers("pads", 1).orElseThrow(() -> new InvalidGraphException("no pads"));
        long[] axes = node.integers("axes", 3)
                .orElseGet(() -> LongStream.range(0, pads.length / 2).toArray());
        for (int i = 0; i < axes.length; i++) {
            int axis = Math.floorMod((int) axes[i], after.rank());
            long begin = pads[i];
            if (begin != 0 || pads[i + axes.length] != 0) {
                after = after.at(axis) instanceof Place.Tokens tokens
                        ? after.with(axis, tokens.shifted((int) begin))
                        : after.moved(axis, field -> field.from(-begin, 1));
            }
        }
        return after;
    }

    private @Nullable Places sliced(Node node) {
        Places after = before(node).orElse(null);
        if (after == null) {
            return null;
        }
        long[] starts = node.integers("starts", 1).orElseThrow(() -> new InvalidGraphException("no starts"));
        long[] axes = node.integers("axes", 3)
                .orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps = node.integers("steps", 4)
                .orElseGet(
                        () -> LongStream.generate(() -> 1).limit(starts.length).toArray());
        for (int i = 0; i < starts.length; i++) {
            int axis = Math.floorMod((int) axes[i], after.rank());
            int extent = node.input(0).shape().dimension(axis);
            long start = Math.clamp(starts[i] < 0 ? starts[i] + extent : starts[i], 0, extent);
            long step = steps[i];
            if (after.at(axis) instanceof Place.Tokens tokens) {
                after = after.with(axis, step == 1 ? tokens.shifted((int) -start) : null);
            } else {
                after = after.moved(axis, field -> field.from(start, step));
            }
        }
        return after;
    }

    /** One entry of an axis: the axis is gone. Several entries: no place is left along it. */
    private @Nullable Places gathered(Node node, Value output) {
        Places before = before(node).orElse(null);
        if (before == null) {
            return null;
        }
        int axis = Math.floorMod((int) node.integer("axis", 0), before.rank());
        int added = output.shape().rank() - before.rank();
        @Nullable Place[] after = new Place[output.shape().rank()];
        for (int from = 0; from < before.rank(); from++) {
            if (from != axis) {
                after[from < axis ? from : from + added] = before.at(from);
            }
        }
        return new Places(after);
    }

    /** Along another axis the parts see what all of them see; tokens put in front of a grid are no cells of it. */
    private @Nullable Places concatenated(Node node, Value output) {
        int axis = Math.floorMod((int) node.integer("axis", 0), output.shape().rank());
        Places union = null;
        int start = 0;
        for (Value part : node.inputs()) {
            Places places = part == null ? null : this.places.get(part);
            if (places != null) {
                Places shifted = places.at(axis) instanceof Place.Tokens tokens
                        ? places.with(axis, tokens.shifted(start))
                        : places.with(axis, null);
                union = union == null ? shifted : Places.union(union, shifted);
            }
            start += Objects.requireNonNull(part).shape().dimension(axis);
        }
        return union;
    }

    /** A matrix product keeps the rows of the first factor and the columns of the second. */
    private @Nullable Places multiplied(Node node, Value output) {
        Places left = aligned(node.input(0), output.shape().rank());
        Places right = aligned(node.input(1), output.shape().rank());
        int rank = output.shape().rank();
        if (rank < 2
                || node.input(0).shape().rank() < 2
                || node.input(1).shape().rank() < 2) {
            return null;
        }
        return Places.union(left.with(rank - 1, null), right.with(rank - 2, null));
    }

    /** An axis of an Einsum's output is where the axes of the same label are. */
    private Places summed(Node node) {
        EinsumEquation equation = EinsumEquation.of(node);
        Places union = Places.none(equation.output().length());
        for (int operand = 0; operand < equation.operands().size(); operand++) {
            Places before = at(node.input(operand)).orElse(null);
            String labels = equation.operands().get(operand);
            for (int axis = 0; before != null && axis < labels.length(); axis++) {
                int to = equation.output().indexOf(labels.charAt(axis));
                Place place = before.at(axis);
                if (to >= 0 && place != null) {
                    union = Places.union(union, Places.none(union.rank()).with(to, place));
                }
            }
        }
        return union;
    }

    /** The places of a value that broadcasts to a higher rank. */
    private Places aligned(Value value, int rank) {
        return at(value).map(own -> own.aligned(rank)).orElseGet(() -> Places.none(rank));
    }

    /**
     * Everything else leaves cells where they are. Where branches meet, their union counts; an input that is the same
     * for all cells (a gate of extent 1) has no place of its own and is left out.
     */
    private @Nullable Places merged(Node node, Shape output) {
        List<Places> branches = node.inputs().stream()
                .filter(input -> input != null
                        && places.containsKey(input)
                        && input.shape().rank() <= output.rank())
                .map(input -> keptPlaces(Objects.requireNonNull(input), output))
                .filter(branch -> !branch.isNowhere())
                .toList();
        return branches.stream().reduce(Places::union).orElse(null);
    }

    /** The axes that are as long in the output as in the input. */
    private Places keptPlaces(Value input, Shape output) {
        Places aligned = aligned(input, output.rank());
        int missing = output.rank() - input.shape().rank();
        for (int axis = 0; axis < output.rank(); axis++) {
            if (axis < missing || input.shape().dimension(axis - missing) != output.dimension(axis)) {
                aligned = aligned.with(axis, null);
            }
        }
        return aligned;
    }
}
