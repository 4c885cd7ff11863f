package dev.regard.onnx;

import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A stored constant: its numbers as they lie in the file, little-endian, row by row. Large ones lie outside of the heap,
 * where ONNX Runtime can read them, and are never copied.
 *
 * @param type  of its elements
 * @param shape extents
 * @param bytes read-only; position 0 to limit is the data
 */
public record TensorData(DataType type, Shape shape, ByteBuffer bytes) {

    /** Bytes of a constant that is large. */
    private static final int LARGE = 4096;

    /** Types that ONNX Runtime's interface for Java has names for. */
    private static final Set<DataType> SHARED = EnumSet.of(
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.FLOAT16,
            DataType.BOOL,
            DataType.INT8,
            DataType.UINT8,
            DataType.INT16,
            DataType.INT32,
            DataType.INT64);

    /** What the fastest instructions of processors want addresses to be a multiple of. */
    private static final int ALIGNMENT = 64;

    public TensorData {
        bytes = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long expected = type.bytes(shape.size());
        if (type.bits() > 0 && bytes.remaining() != expected) {
            throw new InvalidGraphException("a constant of %s %s takes %d bytes, the file gives %d"
                    .formatted(shape, type, expected, bytes.remaining()));
        }
    }

    /** A buffer of its own to read from, at the start of the data. */
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Memory for a constant: outside of the heap where it is large. */
    static ByteBuffer allocate(int bytes) {
        ByteBuffer memory = bytes < LARGE
                ? ByteBuffer.allocate(bytes)
                : ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT)
                        .alignedSlice(ALIGNMENT)
                        .limit(bytes);
        return memory.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** True where it takes much memory, and that is not the heap's, and ONNX Runtime takes its type from Java. */
    boolean isShared() {
        return bytes.isDirect() && bytes.remaining() >= LARGE && SHARED.contains(type);
    }

    /** A constant of these numbers. */
    public static TensorData floats(Shape shape, float... values) {
        ByteBuffer bytes = allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        return new TensorData(DataType.FLOAT, shape, bytes);
    }

    /** A list of whole numbers, as ONNX takes shapes and axes. */
    public static TensorData longs(long... values) {
        ByteBuffer bytes = allocate(8 * values.length);
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

    /** A constant of texts. */
    public static TensorData texts(String... texts) {
        return TensorProtos.texts(Shape.of(texts.length), List.of(texts));
    }

    /** The texts; only for {@link DataType#STRING}. */
    public List<String> toTexts() {
        require(DataType.STRING);
        return TensorProtos.texts(this);
    }

    /** The same numbers in another order. */
    public TensorData shuffled(RandomGenerator random) {
        int width = type.bytes();
        ByteBuffer mixed = allocate(bytes.remaining()).put(bytes()).flip();
        byte[] one = new byte[width];
        byte[] other = new byte[width];
        for (int last = shape.size() - 1; last > 0; last--) {
            int place = random.nextInt(last + 1);
            mixed.get(last * width, one).get(place * width, other);
            mixed.put(last * width, other).put(place * width, one);
        }
        return new TensorData(type, shape, mixed);
    }

    private void require(DataType wanted) {
        if (type != wanted) {
            throw new InvalidGraphException("expected a constant of type " + wanted + ", the graph has " + type);
        }
    }
}
