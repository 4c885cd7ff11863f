package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights of few bits mean what ONNX Runtime takes them for. */
class SmallTypesTest {

    private final TestGraph graph = new TestGraph(21);
    private final Value input = graph.input(1, 8);

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT4", "UINT4", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ"})
    void aScaleForEachColumn(DataType type) {
        check(Map.of("axis", new Attribute.Int(-1)), weights(type), graph.weights(6));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT4", "UINT4"})
    void aScaleForEachBlock(DataType type) {
        Map<String, Attribute> blocks = Map.of("axis", new Attribute.Int(0), "block_size", new Attribute.Int(4));
        check(blocks, weights(type), graph.weights(2, 6));
    }

    private void check(Map<String, Attribute> attributes, Value weights, Value scale) {
        Value product = graph.node("MatMul", input, graph.node("DequantizeLinear", attributes, weights, scale));
        Twins.check(graph.model(product), graph.numbers(Shape.of(1, 8)), 1e-4);
    }

    /** Makes 8 x 6 numbers; the highest bits of an exponent stay unset, so that none is infinite. */
    private Value weights(DataType type) {
        ByteBuffer bytes = ByteBuffer.allocate(48 * type.bits() / 8);
        Random random = new Random(5);
        while (bytes.hasRemaining()) {
            bytes.put((byte) (random.nextInt(256) & (type.bits() == 8 ? 0xBF : 0xFF)));
        }
        return graph.graph().addConstant("weights", new TensorData(type, Shape.of(8, 6), bytes.flip()));
    }

    @Test
    void floatsOfFourBitsAndPowersOfTwo() {
        assertThat(SmallFloats.value(DataType.FLOAT4E2M1, 0b0111)).isEqualTo(6);
        assertThat(SmallFloats.value(DataType.FLOAT4E2M1, 0b1001)).isEqualTo(-0.5f);
        assertThat(SmallFloats.value(DataType.FLOAT8E8M0, 130)).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT4", "FLOAT8E4M3FN"})
    void whatTheModelComputesInFewBitsIsRefusedByName(DataType type) {
        Value whole = graph.node(
                "QuantizeLinear", Map.of("output_dtype", new Attribute.Int(type.code())), input, graph.number(0.1f));
        assertThatThrownBy(() -> Lift.lift(graph.model(whole)))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("computes numbers of the type " + type + ",");
    }

    @Test
    void aTypeThatIsToldTwiceIsToldOnce() {
        // Given: ONNX Runtime takes the zero point for another type then
        Value zero = graph.bytes(DataType.INT8, Shape.of(), 3, 3);
        Value step = graph.number(0.1f);
        Map<String, Attribute> twice = Map.of("output_dtype", new Attribute.Int(DataType.INT8.code()));
        Value whole = graph.node("QuantizeLinear", twice, input, step, zero);
        // Then
        Value numbers = graph.node("DequantizeLinear", whole, step, zero);
        assertThat(Lift.lift(graph.model(numbers)).graph().nodes())
                .filteredOn(node -> node.is("QuantizeLinear"))
                .allSatisfy(node -> assertThat(node.attributes()).doesNotContainKey("output_dtype"));
    }

    @Test
    void weightsThatOnnxRuntimePacks() {
        for (int bits : new int[] {4, 8}) {
            for (boolean hasZeros : new boolean[] {true, false}) {
                TestGraph packed = new TestGraph(21);
                int perColumn = 48 / 16;
                int zeroBytes = 5 * ((perColumn * bits + 7) / 8);
                Value product = packed.microsoft(
                        "MatMulNBits",
                        Map.of(
                                "K", new Attribute.Int(40),
                                "N", new Attribute.Int(5),
                                "bits", new Attribute.Int(bits),
                                "block_size", new Attribute.Int(16)),
                        packed.input(1, 40),
                        packed.bytes(DataType.UINT8, Shape.of(5, perColumn, 16 * bits / 8), 0, 255),
                        packed.weights(5 * perColumn),
                        hasZeros ? packed.bytes(DataType.UINT8, Shape.of(zeroBytes), 0, 255) : null);
                double tolerance = bits == 4 ? 1e-3 : 2e-2;
                Twins.check(packed.model(product), packed.numbers(Shape.of(1, 40)), tolerance);
            }
        }
    }
}
