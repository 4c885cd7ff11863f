package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/** Extents of 1, as many as a graph computes. */
final class Ones {

    private Ones() {}

    /** @param count a list of one whole number */
    static Value many(Ops ops, Value count) {
        Attribute one = new Attribute.Tensor(TensorData.longs(1));
        return ops.node("ConstantOfShape", List.of(count), Map.of("value", one));
    }
}
