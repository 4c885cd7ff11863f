package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a lifting sees: the original node, and where to write. */
final class LiftedNode {

    private final Node node;
    private final Model model;
    private final Inference inference;
    private final GraphCopy copy;
    private final Ops ops;

    /**
     * @param model     that the node is of
     * @param inference of its graph
     */
    LiftedNode(Node node, Model model, Inference inference, GraphCopy copy, Ops ops) {
        this.node = node;
        this.model = model;
        this.inference = inference;
        this.copy = copy;
        this.ops = ops;
    }

    /** The node as it was. */
    Node original() {
        return node;
    }

    /** The version it was written in. */
    int opset() {
        return model.opset();
    }

    Ops ops() {
        return ops;
    }

    /** An input, in the lifted graph; null where it is left out. */
    @Nullable
    Value input(int index) {
        return node.optionalInput(index).map(copy::of).orElse(null);
    }

    /** An input that has to be there, in the lifted graph. */
    Value required(int index) {
        return copy.of(node.input(index));
    }

    /** All inputs, in the lifted graph. */
    List<@Nullable Value> inputs() {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (Value input : node.inputs()) {
            inputs.add(input == null ? null : copy.of(input));
        }
        return inputs;
    }

    /** The rank of an input, as far as the graph tells. */
    int rank(int index, int otherwise) {
        return Objects.requireNonNullElse(inference.rank(node.input(index)), otherwise);
    }

    /** True where an input holds truths, not numbers. */
    boolean isTruth(int index) {
        return inference.isTruth(node.input(index));
    }

    /** True for an output that another node reads, or that the model gives. */
    boolean isRead(Value output) {
        return !output.uses().isEmpty() || model.graph().outputs().contains(output);
    }

    /** The attributes but for some. */
    Map<String, Attribute> attributesWithout(String... names) {
        Map<String, Attribute> attributes = new HashMap<>(node.attributes());
        attributes.keySet().removeAll(Arrays.asList(names));
        return attributes;
    }

    /** Any value that was there before this node, in the lifted graph. */
    Value lifted(Value original) {
        return copy.of(original);
    }

    /** Writes the node that gives the original's outputs. */
    void becomes(String opType, List<? extends @Nullable Value> inputs, Map<String, Attribute> attributes) {
        copy.add(node, "", opType, inputs, attributes);
    }

    /** The same node with other inputs and attributes. */
    void becomes(List<? extends @Nullable Value> inputs, Map<String, Attribute> attributes) {
        becomes(node.opType(), inputs, attributes);
    }

    /** Writes a node that gives one of the original's outputs; none where nobody asked for that output. */
    void becomesOutput(
            int output, String opType, List<? extends @Nullable Value> inputs, Map<String, Attribute> attributes) {
        copy.addOutput(node, output, opType, inputs, attributes);
    }

    /** Leaves the node as it is: where a gradient would have to pass it, it is told by name. */
    void stays() {
        copy.add(node);
    }

    /**
     * Checks that what is read was written.
     *
     * @throws InvalidGraphException for an output that this form of the operator does not give
     */
    void checkOutputs() {
        for (Value output : node.outputs()) {
            if (output != null && isRead(output) && !copy.has(output)) {
                throw unsupported("its output '%s' is read".formatted(output));
            }
        }
    }

    InvalidGraphException unsupported(String why) {
        return new InvalidGraphException("%s of opset %d cannot be lifted: %s".formatted(node, opset(), why));
    }
}
