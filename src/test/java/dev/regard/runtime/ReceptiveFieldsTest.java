package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Centres computed by hand. Coordinates are continuous: the first pixel reaches from 0 to 1, its centre is 0.5. */
class ReceptiveFieldsTest {

    private final TestGraph graph = new TestGraph(21);

    @Test
    void aStackOfConvolutionsThatPadsEvenlySpreadsEvenly() {
        // Given: two 3x3 convolutions with a stride of 2 and padding 1 at each side
        Value x = graph.input(1, 3, 33, 65);
        Value y = graph.conv(graph.conv(x, 3, 4, 3, 2, 1), 4, 4, 3, 2, 1);
        // Then: cell i looks at pixel 4 i
        assertPlaced(placement(y, 33, 65), 0.5, 0.5, 4, 4);
    }

    @Test
    void withoutPaddingCellsLieFurtherIn() {
        // Given: 5x5 without padding, then a 2x2 pool
        Value x = graph.input(1, 3, 28, 28);
        Value y = graph.node("MaxPool", pool(2, 2), graph.conv(x, 3, 4, 5, 1, 0));
        // Then: the first pooled cell looks at pixels 0 to 5
        assertPlaced(placement(y, 28, 28), 3, 3, 2, 2);
    }

    @Test
    void patchesThatAreMergedLieWhereTheirCellsDo() {
        // Given: channels last, 2 x 2 neighbours side by side in the channels
        Value cells = graph.node(
                "Transpose",
                Map.of("perm", Attribute.Ints.of(0, 2, 3, 1)),
                graph.conv(graph.input(1, 3, 32, 64), 3, 4, 4, 4, 0));
        Value apart = graph.node("Reshape", cells, graph.longs(-1, 4, 2, 8, 2, 4));
        Value ordered = graph.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 1, 3, 2, 4, 5)), apart);
        Value merged = graph.node("Reshape", ordered, graph.longs(-1, 4, 8, 16));
        Value y = graph.node("MatMul", merged, graph.weights(16, 6));
        Value score = graph.node("ReduceMean", y, graph.longs(1, 2));
        // When
        Classifier classifier = Classifier.of(graph.model(score), new InputSize(32, 64));
        FeatureMap layer = classifier.layer(y.name()).orElseThrow();
        // Then
        assertThat(layer.layout()).isEqualTo(new FeatureLayout(2, 6, 4, 8, -1, true));
        assertThat(classifier.recommendedLayer().orElseThrow().value()).isEqualTo(layer.value());
        assertPlaced(classifier.placement(layer), 4, 4, 8, 8);
    }

    @Test
    void dilationWidensTheField() {
        // Given
        Value x = graph.input(1, 3, 28, 28);
        Map<String, Attribute> attributes = Map.of("dilations", Attribute.Ints.of(2, 3));
        Value y = graph.node("Conv", attributes, x, graph.weights(4, 3, 3, 3));
        // Then: 5 rows, 7 columns
        assertPlaced(placement(y, 28, 28), 3.5, 2.5, 1, 1);
    }

    @Test
    void paddingAtBottomAndRightOnlyMovesTheCellsOfMobileNet() {
        // Given: MobileNet's five strided convolutions, as TensorFlow pads them, with 3x3 ones of stride 1 between
        Value y = graph.input(1, 3, 224, 224);
        int channels = 3;
        for (int stage = 0; stage < 5; stage++) {
            Map<String, Attribute> strided =
                    Map.of("strides", Attribute.Ints.of(2, 2), "pads", Attribute.Ints.of(0, 0, 1, 1));
            y = graph.node("Conv", strided, y, graph.weights(2, channels, 3, 3));
            y = graph.node("Relu", graph.conv(y, 2, 2, 3, 1, 1));
            channels = 2;
        }
        // Then: 32 i + 31.5, where an even stretch would have 32 i + 16
        assertPlaced(placement(y, 224, 224), 31.5, 31.5, 32, 32);
    }

    @Test
    void automaticPaddingIsTheSameAsWrittenPadding() {
        // Given
        Value x = graph.input(1, 3, 8, 8);
        Map<String, Attribute> same =
                Map.of("strides", Attribute.Ints.of(2, 2), "auto_pad", new Attribute.Text("SAME_UPPER"));
        Value y = graph.node("Conv", same, x, graph.weights(4, 3, 3, 3));
        // Then
        assertPlaced(placement(y, 8, 8), 1.5, 1.5, 2, 2);
    }

    @Test
    void whereBranchesMeetTheMiddleOfTheirUnionCounts() {
        // Given: a block whose long way sees pixels 0 to 2 and whose shortcut sees pixel 0 only
        Value x = graph.input(1, 3, 8, 8);
        Map<String, Attribute> bottomRight =
                Map.of("strides", Attribute.Ints.of(2, 2), "pads", Attribute.Ints.of(0, 0, 1, 1));
        Value longWay = graph.node("Conv", bottomRight, x, graph.weights(4, 3, 3, 3));
        Value shortcut = graph.conv(x, 3, 4, 1, 2, 0);
        Value y = graph.node("Relu", graph.node("Add", longWay, shortcut));
        // Then
        assertPlaced(placement(y, 8, 8), 1.5, 1.5, 2, 2);
    }

    @Test
    void aShortcutBySliceAndPadOfChannelsKeepsItsPlace() {
        // Given: ResNet-20's shortcut takes every second pixel and pads the channels
        Value x = graph.input(1, 3, 8, 8);
        Value sliced =
                graph.node("Slice", x, graph.longs(0, 0), graph.longs(8, 8), graph.longs(2, 3), graph.longs(2, 2));
        Value y = graph.node("Pad", sliced, graph.longs(0, 1, 0, 0, 0, 1, 0, 0));
        // Then
        assertPlaced(placement(y, 8, 8), 0.5, 0.5, 2, 2);
    }

    @Test
    void aSliceFromTheMiddleAndAPadOfPixelsMoveThePlace() {
        // Given
        Value x = graph.input(1, 3, 8, 8);
        Value sliced = graph.node("Slice", x, graph.longs(3, -2), graph.longs(8, 8), graph.longs(2, -1));
        Value y = graph.node("Pad", sliced, graph.longs(0, 0, 1, 2, 0, 0, 0, 0));
        // Then: rows start one above 3, columns two left of 6
        assertPlaced(placement(y, 8, 8), 4.5, 2.5, 1, 1);
    }

    @Test
    void aGateThatIsTheSameForAllCellsHasNoPlace() {
        // Given: squeeze and excitation
        Value x = graph.conv(graph.input(1, 3, 9, 9), 3, 4, 3, 2, 1);
        Value gate = graph.node("Sigmoid", graph.conv(graph.node("GlobalAveragePool", x), 4, 4, 1, 1, 0));
        // Then
        assertPlaced(placement(graph.node("Mul", gate, x), 9, 9), 0.5, 0.5, 2, 2);
    }

    @Test
    void aTransposedInputIsFollowed() {
        // Given: [N, H, W, C], as TensorFlow has it
        Value x = graph.input(1, 9, 17, 3);
        Value y = graph.conv(graph.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 3, 1, 2)), x), 3, 4, 3, 2, 1);
        ShapeProbe.measure(graph.model(y), x, Shape.of(1, 9, 17, 3));
        // When
        CellPlacement placement = ReceptiveFields.of(graph.graph(), x, 1)
                .at(y)
                .flatMap(CellPlacement::of)
                .orElseThrow();
        // Then
        assertPlaced(placement, 0.5, 0.5, 2, 2);
    }

    @Test
    void whatCannotBeDerivedIsSpreadEvenly() {
        // Given: the rows are torn apart on the way
        Value x = graph.conv(graph.input(1, 3, 9, 9), 3, 4, 3, 1, 1);
        Value y = graph.node("Reshape", graph.node("Reshape", x, graph.longs(1, 4, 27, 3)), graph.longs(1, 4, 9, 9));
        // When
        CellPlacement placement = placement(graph.node("Relu", y), 9, 9);
        // Then
        assertThat(placement).isEqualTo(new CellPlacement(0.5, 0.5, 1, 1, false));
    }

    @Test
    void cellsKeepTheirPlacesAsTokensBehindAClassToken() {
        // Given: patches of 4 x 4 pixels become tokens, as in a vision transformer
        Value x = graph.input(-1, 3, 8, 12);
        Value patches = graph.node("Conv", Map.of("strides", Attribute.Ints.of(4, 4)), x, graph.weights(5, 3, 4, 4));
        Value tokens = graph.node(
                "Transpose",
                Map.of("perm", Attribute.Ints.of(0, 2, 1)),
                graph.node("Reshape", patches, graph.longs(0, 5, -1)));
        Value classToken = graph.node(
                "Expand",
                graph.weights(1, 1, 5),
                graph.node("Concat", Map.of("axis", new Attribute.Int(0)), batch(x), graph.longs(1), graph.longs(5)));
        Value all = graph.node("Concat", Map.of("axis", new Attribute.Int(1)), classToken, tokens);
        Value normalized = graph.node("LayerNormalization", all, graph.weights(5));
        // When
        ShapeProbe.measure(graph.model(normalized), x, Shape.of(1, 3, 8, 12));
        Places places = ReceptiveFields.of(graph.graph(), x, 2).at(normalized).orElseThrow();
        // Then
        assertThat(places.at(1)).isInstanceOfSatisfying(Place.Tokens.class, place -> {
            assertThat(place.prefix()).isEqualTo(1);
            assertThat(place.height()).isEqualTo(2);
            assertThat(place.width()).isEqualTo(3);
        });
        assertPlaced(CellPlacement.of(places).orElseThrow(), 2, 2, 4, 4);
        assertThat(FeatureLayout.of(normalized, places, x.shape(), 2, 1))
                .contains(new FeatureLayout(1, 5, 2, 3, 1, true));
    }

    private Value batch(Value x) {
        return graph.node("Gather", graph.node("Shape", x), graph.longs(0));
    }

    @Test
    void padsThatAreComputedFromConstantsAreAsGoodAsWritten() {
        // Given: pads that are no constant, as some exporters write them
        Value x = graph.input(1, 3, 9, 9);
        Value pads = graph.node("Add", graph.longs(0, 0, 1, 1, 0, 0, 1, 1), graph.longs(0, 0, 1, 0, 0, 0, 0, 0));
        Value y = graph.conv(graph.node("Pad", x, pads), 3, 4, 3, 1, 0);
        // Then
        assertPlaced(placement(y, 9, 9), 0.5, -0.5, 1, 1);
    }

    /** As the classifier has it, with a linear head behind the layer. */
    private CellPlacement placement(Value layer, int height, int width) {
        Value score = graph.node("Flatten", graph.node("GlobalAveragePool", layer));
        Classifier classifier = Classifier.of(graph.model(score), new InputSize(height, width));
        return classifier.placement(classifier.layer(layer.name()).orElseThrow());
    }

    private static Map<String, Attribute> pool(int kernel, int stride) {
        return Map.of(
                "kernel_shape", Attribute.Ints.of(kernel, kernel),
                "strides", Attribute.Ints.of(stride, stride));
    }

    private static void assertPlaced(CellPlacement placement, double x, double y, double stepX, double stepY) {
        assertThat(placement).isEqualTo(new CellPlacement(x, y, stepX, stepY, true));
    }
}
