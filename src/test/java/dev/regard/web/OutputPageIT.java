package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the page, which output of a model holds the class scores, and what is explained where none are found. */
@Visit
class OutputPageIT {

    private static final Path MODEL = Path.of("models/toybox/model.onnx");
    private static final double PATIENCE_MILLIS = 60_000;

    @TempDir
    Path desk;

    private final Model model = read();
    private final Graph graph = model.graph();
    private final Value scores = graph.outputs().getFirst();

    private static Model read() {
        try {
            return OnnxReader.read(MODEL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherOutputCanBeChosen(RegardPage page) throws IOException {
        // Given: the first three scores once more
        float[] first = new float[24 * 3];
        first[0] = first[4] = first[8] = 1;
        Value three = graph.addConstant("three", TensorData.floats(Shape.of(24, 3), first));
        Value size = graph.addNode("MatMul", "size", List.of(scores, three), Map.of());
        page.open();
        // When
        add(page, "heads", size, scores);
        // Then
        assertThat(page.part("library-guessed")).containsText("There are several outputs that could be class scores");
        assertThat(page.part("library-choose-output")).isVisible();
        assertThat(page.part("library-output").locator("option")).hasCount(2);
        // When
        String other = page.part("library-output").inputValue().equals("size") ? scores.name() : "size";
        page.part("library-output").selectOption(other);
        page.part("library-save").click();
        // Then
        assertThat(page.part("model-select")).hasValue("heads");
        page.awaitReady();
        page.part("check-model").click();
        assertThat(page.part("trial").first()).isVisible(patient());
        assertThat(page.part("library-output")).hasValue(other);
        assertThat(page.part("library-guessed")).not().containsText("several outputs");
    }

    @Test
    void aProbabilityThatIsExplainedIsSaidToBeOne(RegardPage page) throws IOException {
        // Given: the mean of two softmaxes
        Value one = graph.addNode("Softmax", "one", List.of(scores), Map.of());
        Value two = graph.addNode(
                "Softmax", "two", List.of(graph.addNode("Neg", "neg", List.of(scores), Map.of())), Map.of());
        Value mean = graph.addNode("Mean", "mean", List.of(one, two), Map.of());
        page.open();
        // When
        add(page, "mean", mean);
        assertThat(page.part("library-choose-output")).isHidden();
        page.part("library-save").click();
        // Then
        assertThat(page.part("model-select")).hasValue("mean");
        assertThat(page.part("print")).containsText("the probability is explained", longer());
    }

    private void add(RegardPage page, String name, Value... outputs) throws IOException {
        Path file = desk.resolve(name + ".onnx");
        Files.write(file, OnnxWriter.write(model, List.of(outputs)));
        page.drop(file, name + ".onnx");
        page.part("library-add").click();
        assertThat(page.part("trial").first()).isVisible(patient());
    }

    private static IsVisibleOptions patient() {
        return new IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static ContainsTextOptions longer() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }
}
