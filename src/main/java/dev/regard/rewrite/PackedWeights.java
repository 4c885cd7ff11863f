package dev.regard.rewrite;

import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Matrix products with weights of few bits that ONNX Runtime packs in a form of its own: blocks of one column each. */
final class PackedWeights {

    /** Keeps the products of extents, blocks and bits that a file names within a long. */
    private static final long MAX_EXTENT = 1 << 24;

    /** Unpacked weights, floats that fill one buffer at most. */
    private static final long MAX_NUMBERS = Integer.MAX_VALUE / Float.BYTES;

    private PackedWeights() {}

    /**
     * A, packed B [N, blocks, bytes], scales, zero points, places of reordered rows, bias; as a product with B unpacked,
     * [K, N]. Stays where it is of a form that is not stored, or reordered.
     */
    static void matMul(LiftedNode node) {
        TensorData packed = stored(node, 1);
        TensorData scales = stored(node, 2);
        TensorData zeros = stored(node, 3);
        boolean isReadable = (zeros != null || node.input(3) == null) && node.input(4) == null;
        Blocks blocks = Blocks.of(node.original());
        if (packed == null || scales == null || !isReadable || !blocks.fit(packed, scales, zeros)) {
            node.stays();
            return;
        }
        Value weights = node.ops().stored(blocks.weights(packed, scales, zeros));
        Value bias = node.input(5);
        if (bias == null) {
            node.becomes("MatMul", List.of(node.required(0), weights), Map.of());
        } else {
            Value product = node.ops().matMul(node.required(0), weights);
            node.becomes("Add", List.of(product, bias), Map.of());
        }
    }

    private static @Nullable TensorData stored(LiftedNode node, int input) {
        Value value = node.input(input);
        return value == null ? null : Constants.of(value).orElse(null);
    }

    /**
     * The form in which a matrix is packed.
     *
     * @param rows    K
     * @param columns N
     * @param bits    of one number
     * @param size    rows of a block, which share a scale and a zero point
     */
    private record Blocks(long rows, long columns, long bits, long size) {

        static Blocks of(Node node) {
            return new Blocks(
                    node.integer("K", 0),
                    node.integer("N", 0),
                    node.integer("bits", 4),
                    Math.max(1, node.integer("block_size", 0)));
        }

        private long perColumn() {
            return (rows + size - 1) / size;
        }

        /** Zero points of a column, filled up to whole bytes. */
        private long zerosPerColumn() {
            return (perColumn() * bits + 7) / 8 * 8 / bits;
        }

        boolean fit(TensorData packed, TensorData scales, @Nullable TensorData zeros) {
            boolean isSane = Set.of(2L, 4L, 8L).contains(bits)
                    && LongStream.of(rows, columns, size).allMatch(extent -> extent >= 1 && extent <= MAX_EXTENT)
                    && rows * columns <= MAX_NUMBERS;
            if (!isSane || scales.type() != DataType.FLOAT) {
                return false;
            }
            long count = columns * perColumn();
            boolean zerosFit = zeros == null
                    || (zeros.type() == DataType.FLOAT
                            ? zeros.shape().size() == count
                            : zeros.bytes().remaining() == columns * zerosPerColumn() * bits / 8);
            return zerosFit && scales.shape().size() == count && packed.bytes().remaining() == count * size * bits / 8;
        }

        TensorData weights(TensorData packed, TensorData scales, @Nullable TensorData zeros) {
            int count = (int) perColumn();
            float[] scale = scales.toFloats();
            float[] zero = zeros(zeros);
            float[] numbers = new float[Math.toIntExact(rows * columns)];
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    int block = column * count + row / (int) size;
                    int pattern = SmallTypes.pattern(packed.bytes(), (int) bits, (column * count) * size + row);
                    numbers[row * (int) columns + column] = (pattern - zero[block]) * scale[block];
                }
            }
            return TensorData.floats(Shape.of((int) rows, (int) columns), numbers);
        }

        /** One for each block: floats, packed column by column, or the middle where there are none. */
        private float[] zeros(@Nullable TensorData zeros) {
            if (zeros != null && zeros.type() == DataType.FLOAT) {
                return zeros.toFloats();
            }
            int count = (int) perColumn();
            int stored = (int) zerosPerColumn();
            float[] numbers = new float[(int) columns * count];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = zeros == null
                        ? 1 << bits - 1
                        : SmallTypes.pattern(zeros.bytes(), (int) bits, (long) (i / count) * stored + i % count);
            }
            return numbers;
        }
    }
}
