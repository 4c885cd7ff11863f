package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models of 16 and 64 bits beside what they become in 32. */
class PrecisionTest {

    private final TestGraph graph = new TestGraph(17);

    @Test
    void weightsOf16BitsKeepTheirValues() {
        // Given: as converters write it, float32 at the ends and float16 within
        Value x = graph.node("Cast", to(DataType.FLOAT16), graph.input(1, 3, 6, 5));
        Value conv = graph.node("Conv", x, halves(DataType.FLOAT16, Shape.of(4, 3, 3, 3)));
        Value limits = graph.graph().addConstant("limit", half(0.25f));
        Value clipped = graph.node("Clip", conv, null, limits);
        Model model = graph.model(graph.node("Cast", to(DataType.FLOAT), clipped));
        // When, Then: float16 rounds to 11 bits
        Twins.check(model, graph.numbers(Shape.of(1, 3, 6, 5)), 5e-3);
    }

    @Test
    void aPictureOf16BitsIsTakenAsFloats() {
        Value x = graph.input(DataType.FLOAT16, -1, 3, 6, 5);
        Value relu = graph.node("Relu", graph.node("Conv", x, halves(DataType.FLOAT16, Shape.of(4, 3, 3, 3))));
        Model lifted = Lift.lift(graph.model(relu));
        assertThat(lifted.graph().inputs().getFirst().type()).isEqualTo(DataType.FLOAT);
        assertThat(lifted.graph().values())
                .noneMatch(value -> value.constant()
                        .filter(data -> data.type() == DataType.FLOAT16)
                        .isPresent());
    }

    @Test
    void bfloat16IsTheUpperHalfOfAFloat() {
        Value weights = halves(DataType.BFLOAT16, Shape.of(5));
        Value x = graph.input(DataType.BFLOAT16, 1, 5);
        Model lifted = Lift.lift(graph.model(graph.node("Mul", x, weights)));
        float[] numbers = lifted.graph()
                .value(weights.name())
                .orElseThrow()
                .constant()
                .orElseThrow()
                .toFloats();
        assertThat(numbers).containsExactly(expected(Shape.of(5)));
    }

    @Test
    void aPictureOf64BitsIsTakenAsFloats() {
        // Given
        Value x = graph.input(DataType.DOUBLE, -1, 2);
        ByteBuffer numbers = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(0.1)
                .putDouble(-3);
        TensorData weights = new TensorData(DataType.DOUBLE, Shape.of(2), numbers.flip());
        // When
        Model lifted = Lift.lift(graph.model(graph.node("Mul", x, graph.graph().addConstant("weights", weights))));
        // Then
        assertThat(lifted.graph().inputs().getFirst().type()).isEqualTo(DataType.FLOAT);
        assertThat(lifted.graph()
                        .value("weights")
                        .orElseThrow()
                        .constant()
                        .orElseThrow()
                        .toFloats())
                .containsExactly(0.1f, -3);
    }

    @Test
    void doublesThatCountSizesStay() {
        Value sizes = graph.node("Cast", to(DataType.DOUBLE), graph.node("Shape", graph.input(2, 4)));
        Model model = graph.model(graph.node("Cast", to(DataType.INT64), sizes));
        assertThat(Precision.float32(model)).isSameAs(model);
    }

    private static Map<String, Attribute> to(DataType type) {
        return Map.of("to", new Attribute.Int(type.code()));
    }

    /** Numbers that 16 bits of both kinds can hold. */
    private static float[] expected(Shape shape) {
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i % 7 - 3) / 8f;
        }
        return numbers;
    }

    private Value halves(DataType type, Shape shape) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * shape.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : expected(shape)) {
            bytes.putShort(
                    type == DataType.FLOAT16
                            ? Float.floatToFloat16(number)
                            : (short) (Float.floatToIntBits(number) >> 16));
        }
        return graph.graph().addConstant("halves", new TensorData(type, shape, bytes.flip()));
    }

    private static TensorData half(float number) {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        return new TensorData(
                DataType.FLOAT16,
                Shape.of(),
                bytes.putShort(Float.floatToFloat16(number)).flip());
    }
}
