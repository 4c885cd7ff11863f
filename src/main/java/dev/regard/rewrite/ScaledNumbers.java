package dev.regard.rewrite;

import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;

/** Stored numbers times their scales: one scale, one for each entry of an axis, or one for each block along it. */
final class ScaledNumbers {

    private ScaledNumbers() {}

    /**
     * The product.
     *
     * @param numbers floats
     * @param scale   floats: one, a list as long as the axis, or a tensor whose axis is shorter by the size of a block
     * @param axis    counted from the end where negative; unused where there is one scale
     * @param block   entries of the axis that share a scale; 0 where there are no blocks
     */
    static TensorData of(TensorData numbers, TensorData scale, int axis, int block) {
        Shape shape = numbers.shape();
        float[] scales = scale.toFloats();
        float[] values = numbers.toFloats();
        int at = Math.floorMod(axis, Math.max(1, shape.rank()));
        int extent = shape.rank() == 0 ? 1 : shape.dimension(at);
        int inner = 1;
        for (int behind = at + 1; behind < shape.rank(); behind++) {
            inner *= shape.dimension(behind);
        }
        int blocks = block <= 0 ? extent : (extent + block - 1) / block;
        int needed = block <= 0 ? extent : values.length / Math.max(1, extent) * blocks;
        if (scales.length != 1 && scales.length != needed) {
            throw new InvalidGraphException(
                    "a DequantizeLinear has %d scales, where %d are needed".formatted(scales.length, needed));
        }
        for (int i = 0; i < values.length; i++) {
            int entry = i / inner % extent;
            int place = block <= 0 ? entry : (i / inner / extent * blocks + entry / block) * inner + i % inner;
            values[i] *= scales[scales.length == 1 ? 0 : place];
        }
        return TensorData.floats(shape, values);
    }
}
