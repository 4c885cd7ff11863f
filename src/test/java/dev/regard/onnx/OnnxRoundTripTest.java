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
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was read and written again computes the same numbers. Not to the bit: in which order ONNX Runtime adds up differs with
 * the processor and with where things stand in the file.
 */
class OnnxRoundTripTest {

    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

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
        List<float[]> expected = run(original, picture);
        List<float[]> given = run(rewritten, picture);
        assertThat(given).isNotEmpty().hasSameSizeAs(expected);
        for (int output = 0; output < expected.size(); output++) {
            assertThat(given.get(output)).containsExactly(expected.get(output), ROUNDING);
        }
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
    private static List<float[]> run(byte[] model, FloatTensor picture) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor tensor = OnnxTensor.createTensor(
                        environment,
                        FloatBuffer.wrap(picture.values()),
                        picture.shape().toLongs());
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
            List<float[]> outputs = new ArrayList<>();
            for (var output : result) {
                outputs.add(((OnnxTensor) output.getValue()).getFloatBuffer().array());
            }
            return outputs;
        }
    }
}
