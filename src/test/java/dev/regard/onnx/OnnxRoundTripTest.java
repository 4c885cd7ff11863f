package dev.regard.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was read and written again computes the same numbers, to the bit. */
class OnnxRoundTripTest {

    @ParameterizedTest
    @CsvSource({
        "models/toybox/model.onnx, 224, 224",
        "models/toybox-biased/model.onnx, 224, 224",
        "src/test/resources/goldens/linear_head/model.onnx, 32, 48",
        "src/test/resources/goldens/softmax_last/model.onnx, 32, 48",
        "src/test/resources/goldens/branches_behind/model.onnx, 32, 48",
        "src/test/resources/goldens/pool_last/model.onnx, 32, 48"
    })
    void aRewrittenModelGivesTheSameNumbers(Path file, int height, int width) throws IOException, OrtException {
        // Given
        byte[] original = Files.readAllBytes(file);
        FloatTensor picture = new TestGraph(13).numbers(Shape.of(1, 3, height, width));

        // When
        byte[] rewritten = OnnxWriter.write(OnnxReader.read(original));

        // Then
        assertThat(run(rewritten, picture)).isNotEmpty().isEqualTo(run(original, picture));
    }

    @ParameterizedTest
    @CsvSource({"models/toybox/model.onnx", "src/test/resources/goldens/softmax_last/model.onnx"})
    void whatIsReadStaysTheSameWhenItIsWrittenAndReadAgain(Path file) throws IOException {
        // Given
        Model once = OnnxReader.read(file);

        // When
        Model twice = OnnxReader.read(OnnxWriter.write(once));

        // Then
        assertThat(twice.opsets()).isEqualTo(once.opsets());
        assertThat(twice.metadata()).isEqualTo(once.metadata());
        assertThat(twice.graph().nodes())
                .extracting(Node::toString)
                .isEqualTo(once.graph().nodes().stream().map(Node::toString).toList());
        assertThat(twice.graph().values())
                .extracting(Value::name)
                .containsExactlyInAnyOrderElementsOf(
                        once.graph().values().stream().map(Value::name).toList());
    }

    /** The numbers of all outputs. */
    private static List<List<Float>> run(byte[] model, FloatTensor picture) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor tensor = OnnxTensor.createTensor(
                        environment,
                        FloatBuffer.wrap(picture.values()),
                        picture.shape().toLongs());
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
            List<List<Float>> outputs = new ArrayList<>();
            for (var output : result) {
                float[] values =
                        ((OnnxTensor) output.getValue()).getFloatBuffer().array();
                Float[] boxed = new Float[values.length];
                Arrays.setAll(boxed, index -> values[index]);
                outputs.add(List.of(boxed));
            }
            return outputs;
        }
    }
}
