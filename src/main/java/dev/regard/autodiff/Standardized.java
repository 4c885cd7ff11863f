package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Numbers with mean 0 and deviation 1 over some axes: n = (x - mean(x)) r.
 *
 * @param ops     where to write
 * @param numbers n
 * @param inverse r = 1 / deviation, with extents of 1 along the axes
 * @param axes    that the mean is taken over
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Standardized(Ops ops, Value numbers, Value inverse, long... axes) {

    /**
     * Standardizes over the last axes, from {@code axis} on, by one LayerNormalization, which is several times faster
     * than the same in single nodes.
     *
     * @param shape of {@code x}; only its last axes matter
     */
    static Standardized from(int axis, Ops ops, Value x, Shape shape, float epsilon) {
        int[] last = Arrays.copyOfRange(shape.dimensions(), axis, shape.rank());
        Map<String, Attribute> attributes =
                Map.of("axis", new Attribute.Int(axis), "epsilon", new Attribute.Real(epsilon));
        List<Value> outputs = ops.node("LayerNormalization", List.of(x, ops.filled(Shape.of(last), 1)), attributes, 3);
        long[] axes = new long[last.length];
        Arrays.setAll(axes, index -> axis + index);
        return new Standardized(ops, outputs.get(0), outputs.get(2), axes);
    }

    /** The cotangent g of n becomes that of x: r (g - mean(g) - n mean(g n)). */
    Value pushBack(Value g) {
        Value aligned = ops.mul(numbers, mean(ops.mul(g, numbers)));
        return ops.mul(inverse, ops.sub(ops.sub(g, mean(g)), aligned));
    }

    private Value mean(Value a) {
        return ops.reduce("ReduceMean", a, true, axes);
    }
}
