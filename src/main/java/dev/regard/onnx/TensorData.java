package dev.regard.onnx;

import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * A stored constant: its numbers as they lie in the file, little-endian, row by row. The buffer is shared with the file
 * that was read, never copied.
 *
 * @param type  of its elements
 * @param shape extents
 * @param bytes read-only; position 0 to limit is the data
 */
public record TensorData(DataType type, Shape shape, ByteBuffer bytes) {

    public TensorData {
        bytes = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long expected = (long) type.bytes() * shape.size();
        if (type.bytes() > 0 && bytes.remaining() != expected) {
            throw new InvalidGraphException("a constant of %s %s takes %d bytes, the file gives %d"
                    .formatted(shape, type, expected, bytes.remaining()));
        }
    }

    /** A buffer of its own to read from, at the start of the data. */
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A constant of these numbers. */
    public static TensorData floats(Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new TensorData(DataType.FLOAT, shape, bytes);
    }

    /** A list of whole numbers, as ONNX takes shapes and axes. */
    public static TensorData longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new TensorData(DataType.INT64, Shape.of(values.length), bytes);
    }

    /** One whole number without axes. */
    public static TensorData scalarLong(long value) {
        return new TensorData(DataType.INT64, Shape.of(), longs(value).bytes());
    }

    /** The numbers as float; only for {@link DataType#FLOAT}. */
    public float[] toFloats() {
        require(DataType.FLOAT);
        float[] values = new float[shape.size()];
        bytes().asFloatBuffer().get(values);
        return values;
    }

    /** The numbers as long; only for {@link DataType#INT64} and {@link DataType#INT32}. */
    public long[] toLongs() {
        if (type == DataType.INT32) {
            IntBuffer numbers = bytes().asIntBuffer();
            return IntStream.range(0, numbers.remaining())
                    .mapToLong(numbers::get)
                    .toArray();
        }
        require(DataType.INT64);
        long[] values = new long[shape.size()];
        bytes().asLongBuffer().get(values);
        return values;
    }

    private void require(DataType wanted) {
        if (type != wanted) {
            throw new InvalidGraphException("expected a constant of type " + wanted + ", the graph has " + type);
        }
    }
}
