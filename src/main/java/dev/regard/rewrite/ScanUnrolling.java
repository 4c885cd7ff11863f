package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Scan along axes of known length. It hands to each iteration the states that the iteration before gave and the next entry of each
 * scanned input; what an iteration gives besides is stacked.
 *
 * @param node    the Scan
 * @param scanned how many of its inputs are gone through
 * @param count   entries of those
 * @param body    of the Scan
 */
record ScanUnrolling(Node node, int scanned, long count, Attribute.Body body) implements Unrolling {

    /** The iterations of a Scan; empty where it was not measured, or goes through the pictures of a batch. */
    static Optional<Unrolling> of(Node node) {
        int scanned = (int) node.integer("num_scan_inputs", 0);
        int states = node.declaredInputs() - scanned;
        Attribute.Body body = node.body("body").orElse(null);
        if (scanned < 1 || states < 0 || body == null || body.declaredInputs() != node.declaredInputs()) {
            return Optional.empty();
        }
        long count = -1;
        for (int index = 0; index < scanned; index++) {
            Value input = node.input(states + index);
            if (!input.hasShape()) {
                return Optional.empty();
            }
            int axis = inputAxis(node, index, input);
            if (input.batchAxis().orElse(-1) == axis) {
                return Optional.empty();
            }
            count = input.shape().dimension(axis);
        }
        return count < 1 ? Optional.empty() : Optional.of(new ScanUnrolling(node, scanned, count, body));
    }

    private static int inputAxis(Node node, int index, Value input) {
        return Math.floorMod(
                (int) setting(node, "scan_input_axes", index), input.shape().rank());
    }

    private static long setting(Node node, String attribute, int index) {
        long[] settings = node.integers(attribute).orElseGet(() -> new long[0]);
        return index < settings.length ? settings[index] : 0;
    }

    @Override
    public void write(GraphCopy copy) {
        Ops ops = new Ops(copy.model(), "regard/scan/");
        int stateCount = node.declaredInputs() - scanned;
        List<Value> states = new ArrayList<>();
        for (int index = 0; index < stateCount; index++) {
            states.add(copy.of(node.input(index)));
        }
        List<List<Value>> entries = new ArrayList<>();
        for (int index = 0; index < scanned; index++) {
            entries.add(entries(ops, copy, stateCount, index));
        }
        List<List<Value>> stacks = new ArrayList<>();
        for (int iteration = 0; iteration < count; iteration++) {
            int now = iteration;
            List<Value> given = new ArrayList<>(states);
            entries.forEach(ofInput -> given.add(ofInput.get(now)));
            List<Value> outputs = copy.inline(node, body, given);
            states = outputs.subList(0, stateCount);
            stacks.add(outputs.subList(stateCount, outputs.size()));
        }
        for (int output = 0; output < node.outputs().size(); output++) {
            Value last = output < stateCount ? states.get(output) : stacked(ops, stacks, output - stateCount);
            copy.addOutput(node, output, "Identity", List.of(last), Map.of());
        }
    }

    /** The entries of a scanned input, in the order of the iterations. */
    private List<Value> entries(Ops ops, GraphCopy copy, int stateCount, int index) {
        Value input = node.input(stateCount + index);
        int axis = inputAxis(node, index, input);
        long[] ones = new long[(int) count];
        Arrays.fill(ones, 1);
        List<Value> parts = ops.node(
                "Split",
                List.of(copy.of(input), ops.longs(ones)),
                Map.of("axis", new Attribute.Int(axis)),
                ones.length);
        List<Value> entries = new ArrayList<>();
        parts.forEach(part -> entries.add(ops.node("Squeeze", part, ops.longs(axis))));
        return setting(node, "scan_input_directions", index) == 1 ? entries.reversed() : entries;
    }

    private Value stacked(Ops ops, List<List<Value>> iterations, int index) {
        long axis = setting(node, "scan_output_axes", index);
        List<Value> entries = new ArrayList<>();
        iterations.forEach(iteration -> entries.add(ops.node("Unsqueeze", iteration.get(index), ops.longs(axis))));
        if (setting(node, "scan_output_directions", index) == 1) {
            Collections.reverse(entries);
        }
        return ops.concat(axis, entries);
    }
}
