package dev.regard.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The extents of a tensor, outermost first. Every extent is known and at least 0; a scalar has none. */
public record Shape(int... dimensions) {

    public Shape {
        dimensions = dimensions.clone();
        for (int extent : dimensions) {
            if (extent < 0) {
                throw new IllegalArgumentException("a dimension is at least 0, given " + Arrays.toString(dimensions));
            }
        }
    }

    public static Shape of(int... dimensions) {
        return new Shape(dimensions);
    }

    /** From the form that ONNX and ONNX Runtime use. */
    public static Shape of(long[] dimensions) {
        return new Shape(Arrays.stream(dimensions).mapToInt(Math::toIntExact).toArray());
    }

    @Override
    public int[] dimensions() {
        return dimensions.clone();
    }

    public int rank() {
        return dimensions.length;
    }

    /** The extent of an axis; a negative axis counts from the end. */
    public int dimension(int axis) {
        return dimensions[axis < 0 ? axis + dimensions.length : axis];
    }

    /** How many numbers a tensor of this shape holds. */
    public int size() {
        int size = 1;
        for (int extent : dimensions) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    /** The form that ONNX and ONNX Runtime use. */
    public long[] toLongs() {
        return Arrays.stream(dimensions).asLongStream().toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    /** As in papers: {@code 1 x 3 x 224 x 224}. */
    @Override
    public String toString() {
        return dimensions.length == 0
                ? "scalar"
                : Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
