package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against tensors from Pillow and torchvision, each within its own tolerance. {@link ResamplerTest} holds where these are not at hand. */
class PreprocessReferenceTest {

    private static final Path FOLDER = Path.of("../shared/preprocess");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    static Stream<Reference> references() throws IOException {
        Path cases = FOLDER.resolve("cases.json");
        if (!Files.exists(cases)) {
            return Stream.empty();
        }
        return StreamSupport.stream(JSON.readTree(cases.toFile()).spliterator(), false)
                .map(Reference::new);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("references")
    void givesTheTensorOfPillowAndTorchvision(Reference reference) throws IOException {
        // Given
        Pixels picture = decoder.decode(Files.readAllBytes(reference.picture()));

        // When
        ModelInput input = Preprocessor.preprocess(picture, reference.preprocessing());

        // Then
        Errors errors = reference.errorsOf(input.tensor().values());
        System.out.printf("%-50s mean %.4f max %.3f%n", reference, errors.mean(), errors.max());
        assertThat(List.of(picture.width(), picture.height())).isEqualTo(reference.uprightSize());
        assertThat(input.tensor().shape()).hasToString(reference.shape());
        assertThat(errors.mean()).isLessThanOrEqualTo(reference.number("mean_abs_tolerance_in_255ths"));
        assertThat(errors.max()).isLessThanOrEqualTo(reference.number("max_abs_tolerance_in_255ths"));
    }

    @Test
    void everyReferenceIsChecked() throws IOException {
        // Given
        Assumptions.assumeTrue(Files.exists(FOLDER), "no references beside this project");

        // When
        long count = references().count();

        // Then
        assertThat(count).isPositive();
    }

    /** Distances from the expected tensor, in 255ths of the picture's range. */
    record Errors(double mean, double max) {}

    record Reference(JsonNode json) {

        Path picture() {
            return FOLDER.resolve(json.get("picture").asText());
        }

        List<Integer> uprightSize() {
            return List.of(
                    json.get("upright_size").get(0).asInt(),
                    json.get("upright_size").get(1).asInt());
        }

        String shape() {
            List<String> extents = new ArrayList<>();
            json.get("shape").forEach(extent -> extents.add(extent.asText()));
            return String.join(" x ", extents);
        }

        double number(String field) {
            return json.get(field).asDouble();
        }

        Preprocessing preprocessing() throws IOException {
            JsonNode processor =
                    JSON.readTree(FOLDER.resolve(json.get("processor").asText()).toFile());
            JsonNode size = processor.get("size");
            return new Preprocessing(
                    size.has("shortest_edge")
                            ? new ResizeTarget.ShortestEdge(
                                    size.get("shortest_edge").asInt())
                            : new ResizeTarget.Exact(
                                    size.get("height").asInt(),
                                    size.get("width").asInt()),
                    Interpolation.ofPillowCode(processor.get("resample").asInt()),
                    crop(processor),
                    processor.get("rescale_factor").asDouble(),
                    numbers(processor, "image_mean"),
                    numbers(processor, "image_std"),
                    3,
                    Preprocessing.ChannelOrder.RGB,
                    Preprocessing.Layout.NCHW);
        }

        Errors errorsOf(float[] values) throws IOException {
            byte[] bytes =
                    Files.readAllBytes(FOLDER.resolve(json.get("expected").asText()));
            ShortBuffer expected =
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
            int plane = values.length / 3;
            double sum = 0;
            double max = 0;
            for (int i = 0; i < values.length; i++) {
                double std = json.get("image_std").get(i / plane).asDouble();
                double error = Math.abs(values[i] - Float.float16ToFloat(expected.get(i))) * std * 255;
                sum += error;
                max = Math.max(max, error);
            }
            return new Errors(sum / values.length, max);
        }

        private static @Nullable CentreCrop crop(JsonNode processor) {
            JsonNode crop = processor.get("crop_size");
            return crop == null
                    ? null
                    : new CentreCrop(
                            crop.get("height").asInt(), crop.get("width").asInt());
        }

        private static List<Double> numbers(JsonNode processor, String field) {
            List<Double> numbers = new ArrayList<>();
            if (processor.has(field)) {
                processor.get(field).forEach(number -> numbers.add(number.asDouble()));
            }
            return numbers;
        }

        @Override
        public String toString() {
            return json.get("expected").asText();
        }
    }
}
