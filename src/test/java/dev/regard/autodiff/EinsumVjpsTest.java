package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EinsumVjpsTest {

    @ParameterizedTest
    @CsvSource({
        "'bhid,bhjd->bhij', 1x2x3x4, 1x2x5x4",
        "'bhij,bhjd->bhid', 1x2x3x5, 1x2x5x4",
        "'bnd,de->bne', 1x3x4, 4x5",
        "'bnd, hde -> bhne', 1x3x4, 2x4x5",
        "'bhwc,hkc->bhwk', 1x3x4x5, 3x6x5",
        "'bd,d->b', 1x6, 6",
        "'bd,d', 1x6, 6",
        "'...d,de->...e', 1x3x4, 4x5",
        "'...ij,...jk', 1x2x3x4, 1x1x4x5",
        "'bij,jk->bk', 1x3x4, 4x5",
        "'bij,kj->bi', 1x3x4, 5x4",
        "'bi,j->bij', 1x3, 4",
        "'bij,ij->b', 1x3x4, 3x4",
        "'bij,bij->bij', 1x1x4, 1x3x4",
        "'bij,ij->b', 1x1x4, 3x4",
        "'bij,ij->b', 1x3x4, 1x4"
    })
    void ofTwoInputs(String equation, String active, String constant) {
        check("Einsum", equation(equation), 0, shape(active), constant(shape(constant)));
    }

    @ParameterizedTest
    @CsvSource({"'de,bnd->bne', 4x5, 2x3x4", "'i,ij->j', 3, 3x4", "'i,i->', 3, 3"})
    void ofTwoInputsWithoutABatch(String equation, String active, String constant) {
        check("Einsum", equation(equation), 0, shape(active), constant(shape(constant)));
    }

    @ParameterizedTest
    @CsvSource({"bij->bji", "bij->b", "bij->bj", "b...->...b", "...ij->...ji", "bij->", "cba"})
    void ofOneInput(String equation) {
        check("Einsum", equation(equation), 0, Shape.of(1, 3, 4));
    }

    @Test
    void ofThreeInputs() {
        check(
                "Einsum",
                equation("bi,ij,jk->bk"),
                0,
                Shape.of(1, 3),
                constant(Shape.of(3, 4)),
                constant(Shape.of(4, 2)));
    }

    @Test
    void ofTheSameValueTwice() {
        check(Shape.of(1, 3, 4), (graph, x) -> graph.addNode("Einsum", "y", List.of(x, x), equation("bid,bjd->bij")));
    }

    @Test
    void aDiagonalHasNoRule() {
        // Given
        TestGraph graph = new TestGraph(21);
        Value x = graph.input(3, 3);
        // When
        Value y = graph.node("Einsum", equation("ii->i"), x);
        // Then
        assertThat(ReverseMode.obstacles(graph.graph(), y)).containsKey(x);
    }

    private static Map<String, Attribute> equation(String text) {
        return Map.of("equation", new Attribute.Text(text));
    }
}
