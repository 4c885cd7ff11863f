package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model file seen from outside. */
class AnalyzedModelTest {

    private static final InputSize SIZE = new InputSize(16, 24);

    @TempDir
    Path folder;

    private final TestGraph graph = new TestGraph(13);
    private final Value features = graph.node("Relu", graph.conv(graph.input(-1, 3, 16, 24), 3, 4, 3, 2, 1));
    private final Value score =
            graph.node("MatMul", graph.node("Flatten", graph.node("GlobalAveragePool", features)), graph.weights(4, 5));

    @Test
    void saysWhatItsInputIs() throws IOException {
        AnalyzedModel model = AnalyzedModel.of(write(OnnxWriter.write(graph.model(score))), SIZE);
        assertThat(model.isChannelsFirst()).isTrue();
        assertThat(model.inputChannels()).isEqualTo(3);
        assertThat(model.inputHeight()).isEqualTo(16);
        assertThat(model.inputWidth()).isEqualTo(24);
        assertThat(model.classes()).isEqualTo(5);
    }

    @Test
    void aLayerThatTheScoreDoesNotDependOnCannotBeATarget() throws IOException {
        // Given: a second output beside the scores
        Value beside = graph.conv(features, 4, 7, 3, 1, 1);
        // When
        AnalyzedModel model = AnalyzedModel.of(write(OnnxWriter.write(graph.model(score, beside))), SIZE);
        // Then
        assertThat(model.findLayer(features.name())).isPresent();
        assertThat(model.findLayer(beside.name())).isEmpty();
    }

    @Test
    void whereEveryWayLeadsThroughAStepItSaysSoBeforeAnybodyAsks() throws IOException {
        // Given
        Value deeper = graph.node("Relu", graph.conv(graph.node("Sign", features), 4, 6, 3, 1, 1));
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", deeper));
        Value behind = graph.node("MatMul", pooled, graph.weights(6, 5));
        // When
        AnalyzedModel model = AnalyzedModel.of(write(OnnxWriter.write(graph.model(behind))), SIZE);
        // Then
        assertThat(model.findLayer(features.name()).orElseThrow().gradientObstacle())
                .isEqualTo(
                        "every path from this layer to the class score leads through Sign 'Sign', whose slope is zero");
        assertThat(model.inputObstacle())
                .hasValue(
                        "every path from the picture to the class score leads through Sign 'Sign', whose slope is zero");
        assertThat(model.findLayer(deeper.name()).orElseThrow().gradientObstacle())
                .isNull();
    }

    @Test
    void aDamagedFileIsRefusedInWords() throws IOException {
        byte[] whole = OnnxWriter.write(graph.model(score));
        Path file = write(Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> AnalyzedModel.of(file, SIZE))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("the file is no ONNX model, or is cut off");
    }

    @Test
    void aFileThatIsGoneIsRefusedWithoutItsPath() {
        assertThatThrownBy(() -> AnalyzedModel.of(folder.resolve("gone.onnx"), SIZE))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("its file cannot be read");
    }

    private Path write(byte[] model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model);
    }
}
