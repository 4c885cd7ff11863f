package dev.regard.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @Test
    void theKernelOfAConvMayFollowFromItsWeights() {
        // Given
        TestGraph graph = new TestGraph(13);
        Value y = graph.node("Conv", input(graph, 9, 9), graph.weights(4, 3, 5, 7));
        y.measured(Shape.of(1, 4, 5, 3));
        // When
        Window window = window(y);
        // Then
        assertThat(window.kernel()).containsExactly(5, 7);
        assertThat(window.strides()).containsExactly(1, 1);
        assertThat(window.dilation()).containsExactly(1, 1);
        assertThat(window.begins()).containsExactly(0, 0);
        assertThat(window.ends()).containsExactly(0, 0);
    }

    @Test
    void padsAreFirstAllBeginsAndThenAllEnds() {
        // Given
        TestGraph graph = new TestGraph(13);
        Map<String, Attribute> attributes =
                Map.of("kernel_shape", Attribute.Ints.of(3, 3), "pads", Attribute.Ints.of(0, 1, 2, 3));
        Value y = graph.node("MaxPool", attributes, input(graph, 9, 9));
        y.measured(Shape.of(1, 3, 9, 11));
        // When
        Window window = window(y);
        // Then
        assertThat(window.begins()).containsExactly(0, 1);
        assertThat(window.ends()).containsExactly(2, 3);
        assertThat(window.axis(1)).isEqualTo(new Window.Axis(3, 1, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        // An even extent behind a stride of 2 needs one row of padding: where does it go?
        "SAME_UPPER, 8, 2, 0, 1",
        "SAME_LOWER, 8, 2, 1, 0",
        "SAME_UPPER, 9, 2, 1, 1",
        "SAME_LOWER, 9, 2, 1, 1",
        "SAME_UPPER, 8, 1, 1, 1",
        "VALID, 8, 2, 0, 0"
    })
    void automaticPaddingIsResolved(String autoPad, int extent, int stride, long begin, long end) {
        // Given
        TestGraph graph = new TestGraph(13);
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.Ints.of(3, 3),
                "strides", Attribute.Ints.of(stride, stride),
                "auto_pad", new Attribute.Text(autoPad));
        Value y = graph.node("MaxPool", attributes, input(graph, extent, extent));
        int out = autoPad.equals("VALID") ? (extent - 3) / stride + 1 : (extent + stride - 1) / stride;
        y.measured(Shape.of(1, 3, out, out));
        // When
        Window window = window(y);
        // Then
        assertThat(window.begins()).containsExactly(begin, begin);
        assertThat(window.ends()).containsExactly(end, end);
    }

    @Test
    void automaticPaddingNeverCrops() {
        // Given: a kernel of 1 behind a stride of 2 reads every second pixel.
        TestGraph graph = new TestGraph(13);
        Map<String, Attribute> attributes =
                Map.of("strides", Attribute.Ints.of(2, 2), "auto_pad", new Attribute.Text("SAME_UPPER"));
        Value y = graph.node("Conv", attributes, input(graph, 8, 8), graph.weights(4, 3, 1, 1));
        y.measured(Shape.of(1, 4, 4, 4));
        // When
        Window window = window(y);
        // Then
        assertThat(window.begins()).containsExactly(0, 0);
        assertThat(window.ends()).containsExactly(0, 0);
    }

    private static Value input(TestGraph graph, int height, int width) {
        Value input = graph.input(1, 3, height, width);
        input.measured(Shape.of(1, 3, height, width));
        return input;
    }

    private static Window window(Value output) {
        return Window.of(output.producer().orElseThrow());
    }
}
