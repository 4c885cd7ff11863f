package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Loop of a known number of iterations. It hands its number and true to each iteration, and what the iteration before gave; what
 * an iteration gives besides is stacked.
 *
 * @param node  the Loop
 * @param count iterations
 * @param body  of the Loop
 */
record LoopUnrolling(Node node, long count, Attribute.Body body) implements Unrolling {

    /** Number and condition, before what is carried from iteration to iteration. */
    private static final int CONTROLS = 2;

    /** The iterations of a Loop; empty where their number depends on what it computes. */
    static Optional<Unrolling> of(Node node) {
        Attribute.Body body = node.body("body").orElse(null);
        boolean goesOn = node.optionalInput(1)
                .map(condition -> ControlFlow.truth(condition).orElse(false))
                .orElse(true);
        long count = node.optionalInput(0)
                .flatMap(Constants::of)
                .map(LoopUnrolling::single)
                .orElse(-1L);
        boolean isWhole = body != null
                && node.declaredInputs() >= CONTROLS
                && body.declaredInputs() == node.declaredInputs()
                && body.graph().outputs().size() > node.outputs().size();
        boolean isStacking = body != null && body.graph().outputs().size() - 1 > node.declaredInputs() - CONTROLS;
        return body != null && isWhole && goesOn && count >= (isStacking ? 1 : 0) && goesOn(body)
                ? Optional.of(new LoopUnrolling(node, count, body))
                : Optional.empty();
    }

    private static long single(TensorData data) {
        return data.type() == DataType.INT64 && data.shape().size() == 1 ? data.toLongs()[0] : -1;
    }

    /** True where no iteration ends the loop: it gives true, or the condition that it was given. */
    private static boolean goesOn(Attribute.Body body) {
        Value given = body.graph().inputs().get(1).value();
        Value value = body.graph().outputs().getFirst();
        while (value != given
                && value.producer()
                        .filter(node -> node.is("Identity") || node.is("Cast"))
                        .isPresent()) {
            value = value.producer().orElseThrow().input(0);
        }
        return value == given || ControlFlow.truth(value).orElse(false);
    }

    @Override
    public void write(GraphCopy copy) {
        Ops ops = new Ops(copy.model(), "regard/loop/");
        int carriedCount = node.declaredInputs() - CONTROLS;
        List<Value> carried = new ArrayList<>();
        for (int index = 0; index < carriedCount; index++) {
            carried.add(copy.of(node.input(CONTROLS + index)));
        }
        List<List<Value>> stacks = new ArrayList<>();
        for (int iteration = 0; iteration < count; iteration++) {
            List<Value> given = new ArrayList<>(List.of(number(ops, iteration), truth(ops)));
            given.addAll(carried);
            List<Value> outputs = copy.inline(node, body, given);
            carried = outputs.subList(1, 1 + carriedCount);
            stacks.add(outputs.subList(1 + carriedCount, outputs.size()));
        }
        for (int output = 0; output < node.outputs().size(); output++) {
            int stack = output - carriedCount;
            Value last = stack < 0
                    ? carried.get(output)
                    : ops.concat(
                            0,
                            stacks.stream()
                                    .map(iteration -> ops.node("Unsqueeze", iteration.get(stack), ops.longs(0)))
                                    .toList());
            copy.addOutput(node, output, "Identity", List.of(last), Map.of());
        }
    }

    private Value number(Ops ops, int iteration) {
        Graph.GraphInput input = body.graph().inputs().getFirst();
        return input.dimensions().isEmpty() ? ops.scalarLong(iteration) : ops.longs(iteration);
    }

    private Value truth(Ops ops) {
        Graph.GraphInput input = body.graph().inputs().get(1);
        Shape shape = input.dimensions().isEmpty() ? Shape.of() : Shape.of(1);
        return ops.stored(new TensorData(DataType.BOOL, shape, ByteBuffer.wrap(new byte[] {1})));
    }
}
