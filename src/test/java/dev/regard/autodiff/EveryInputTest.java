package dev.regard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of rules operator by operator and input by input: every input of float numbers passes the gradient that
 * differences find, which may be 0, or is an error. Weights, scales, limits and bounds may be computed from the image.
 */
class EveryInputTest {

    /** Its rounding counts as the identity, which differences do not find. */
    private static final Set<String> STRAIGHT_THROUGH = Set.of("QuantizeLinear");

    /** Whose gradient is not 0, and not known. */
    private static final Set<String> ERRORS = Set.of(
            "Resize 1",
            "Resize 2",
            "Range 0",
            "Range 1",
            "Range 2",
            "OneHot 2",
            "ScatterElements 0",
            "ScatterElements 2",
            "ScatterND 0",
            "ScatterND 2");

    /** Distance by which an input moves in a step of the check. */
    private static final float SCALE = 1f / 32;

    /** Not the inverse of it: a rounding between both would be a quantization that is written out. */
    private static final float OUTPUT_SCALE = 24;

    @Test
    void everyOperatorOfTheTableHasASample() {
        Set<String> sampled =
                InputSamples.all().stream().map(InputSamples.Sample::opType).collect(Collectors.toSet());
        assertThat(VjpRules.all()).allMatch(opType -> sampled.contains(opType) || STRAIGHT_THROUGH.contains(opType));
    }

    @Test
    void everyInputPassesItsGradientOrIsAnError() {
        Set<String> errors = new TreeSet<>();
        for (InputSamples.Sample sample : InputSamples.all()) {
            for (int input = 0; input < sample.inputs().size(); input++) {
                if (sample.inputs().get(input).type() == DataType.FLOAT && isError(sample, input)) {
                    errors.add(sample.opType() + " " + input);
                }
            }
        }
        assertThat(errors).isEqualTo(new TreeSet<>(ERRORS));
    }

    private static boolean isError(InputSamples.Sample sample, int input) {
        Shape shape = sample.inputs().get(input).shape();
        try {
            GradientCheck.check(
                    shape.rank() == 0 ? Shape.of(1) : shape, (graph, x) -> function(graph, x, sample, input));
            return false;
        } catch (MissingVjpException e) {
            return true;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("%s, input %d".formatted(sample, input), e);
        }
    }

    /** The node, with an input that moves a little; plus the sum of x, so that the score depends on it in any case. */
    private static Value function(Graph graph, Value x, InputSamples.Sample sample, int input) {
        Ops ops = new Ops(new Model(10, "", Map.of("", Ops.OPSET), Map.of(), graph), "test/");
        List<Value> inputs = new ArrayList<>();
        for (TensorData numbers : sample.inputs()) {
            inputs.add(ops.stored(numbers));
        }
        TensorData base = sample.inputs().get(input);
        Value moved =
                ops.add(inputs.get(input), ops.mul(ops.reshape(x, base.shape().toLongs()), ops.constant(SCALE)));
        inputs.set(input, moved);
        Value y = ops.node(sample.opType(), inputs, sample.attributes(), sample.outputs())
                .getFirst();
        Value sum = ops.node("ReduceSum", List.of(x), Map.of("keepdims", new Attribute.Int(0)));
        return ops.add(ops.mul(ops.toFloat(y), ops.constant(OUTPUT_SCALE)), sum);
    }
}
