package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Node;
import dev.regard.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about the gradient shows the graph that is really written. */
class GradientPageTest {

    private static final Path PAGE = Path.of("src/docs/gradient.md");
    private static final Path MODEL = Path.of("src/test/resources/goldens/linear_head/model.onnx");

    @Test
    void listsEveryNodeInOrder() throws IOException {
        // Given
        String listing = Files.readString(PAGE).split("```")[1];
        List<String> expected = listing.lines()
                .map(line -> line.replaceFirst(" {2,}.*", ""))
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
        Classifier classifier = Classifier.of(OnnxReader.read(MODEL), new InputSize(32, 48));
        FeatureMap firstRelu =
                classifier.layer("/before/before.2/Relu_output_0").orElseThrow();
        // When
        AugmentedGraph written = AugmentedGraph.of(classifier, firstRelu, Pass.LAYER_GRADIENTS);
        // Then
        assertThat(written.model().graph().nodes()).extracting(Node::opType).containsExactlyElementsOf(expected);
    }
}
