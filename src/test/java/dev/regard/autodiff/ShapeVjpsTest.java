package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.shape;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, -1, 4})
    void flattenAtEveryAxis(int axis) {
        check("Flatten", Map.of("axis", new Attribute.Int(axis)), 0, Shape.of(1, 3, 4, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,3,-1", "-1,12,2", "0,0,2,2", "0,24", "-1,4"})
    void reshape(String extents) {
        check("Reshape", NONE, 0, Shape.of(1, 6, 4), longs(extents));
    }

    @Test
    void reshapeThatMergesTheBatchWithAnotherAxisAndBack() {
        check(Shape.of(1, 6, 4), (graph, x) -> {
            var windows = graph.addNode(
                    "Reshape", "w", Arrays.asList(x, graph.addConstant("s", TensorData.longs(-1, 2, 4))), NONE);
            return graph.addNode(
                    "Reshape", "y", Arrays.asList(windows, graph.addConstant("s", TensorData.longs(-1, 6, 4))), NONE);
        });
    }

    @Test
    void squeezeAndUnsqueeze() {
        check("Squeeze", NONE, 0, Shape.of(1, 5, 1, 1), TensorData.longs(2, -1));
        check("Unsqueeze", NONE, 0, Shape.of(1, 5), TensorData.longs(1, -1));
        check("Unsqueeze", NONE, 0, Shape.of(1, 5), TensorData.longs(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,2,3,1", "0,3,1,2", "1,0,3,2", "2,0,3,1", "3,2,1,0"})
    void transpose(String permutation) {
        check("Transpose", Map.of("perm", ints(permutation)), 0, Shape.of(1, 3, 4, 5));
    }

    @Test
    void transposeWithoutAPermutationReversesTheAxes() {
        check("Transpose", NONE, 0, Shape.of(1, 3, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "1x3x1, '1,3,4'",
        "1x3x1, '2,1,1,5'",
        "1x1x1x2, '3,4,1'",
        "1x5, '1,1'",
        "3x1, '2,3,4'",
        "1x1x4, '1,1,3,1'"
    })
    void expand(String from, String extents) {
        check("Expand", NONE, 0, shape(from), longs(extents));
    }

    @ParameterizedTest
    @CsvSource({"1x3x4, '1,2,3'", "1x3x4, '1,1,1'", "1x5, '1,4'", "1x2x3, '2,1,2'", "3x2, '2,2'"})
    void tile(String from, String repeats) {
        check("Tile", NONE, 0, shape(from), longs(repeats));
    }

    @ParameterizedTest
    @CsvSource({"DCR, 2", "DCR, 3", "CRD, 2", "CRD, 3"})
    void depthToSpace(String mode, int block) {
        Map<String, Attribute> attributes =
                Map.of("mode", new Attribute.Text(mode), "blocksize", new Attribute.Int(block));
        check("DepthToSpace", attributes, 0, Shape.of(1, 2 * block * block, 3, 4));
    }

    @Test
    void spaceToDepth() {
        check("SpaceToDepth", Map.of("blocksize", new Attribute.Int(2)), 0, Shape.of(1, 3, 4, 6));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, -1", "1, 1"})
    void trilu(int upper, int diagonal) {
        Map<String, Attribute> attributes = Map.of("upper", new Attribute.Int(upper));
        check("Trilu", attributes, 0, Shape.of(1, 2, 4, 5), TensorData.scalarLong(diagonal));
        check("Trilu", attributes, 0, Shape.of(1, 2, 4, 5));
    }

    private static TensorData longs(String text) {
        return TensorData.longs(numbers(text));
    }

    private static Attribute ints(String text) {
        return Attribute.Ints.of(numbers(text));
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }
}
