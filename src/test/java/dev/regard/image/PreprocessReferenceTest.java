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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against Pillow and torchvision: tensors of whole pictures, each within its own tolerance, where they lie beside this
 * project; samples of a small picture, to the bit, everywhere.
 */
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
        System.out.printf(Locale.ROOT, "%-50s mean %.4f max %.3f%n", reference, errors.mean(), errors.max());
        assertThat(List.of(picture.width(), picture.height())).isEqualTo(reference.uprightSize());
        assertThat(input.tensor().shape()).hasToString(reference.shape());
        assertThat(errors.mean()).isLessThanOrEqualTo(reference.number("mean_abs_tolerance_in_255ths"));
        assertThat(errors.max()).isLessThanOrEqualTo(reference.number("max_abs_tolerance_in_255ths"));
    }

    /** Expected samples were printed by Pillow 12.3, as 4 x 4 pixels of RGB in hexadecimal. */
    @ParameterizedTest
    @CsvSource({
        "NEAREST, cc3361f40b6f1ce37d44bb8bec137914eb873cc395649ba30cf39134cb9f5ca3ad847bbb2cd3a954abb77c83c5a45bd3",
        "LANCZOS, 8877a7a25db952ad717b84759d629b4cb376748b4ba65953847b695ea14896696c7f807954ab5f946b7598677f48b78b",
        "BILINEAR, 847ba09966a4649b787c8376936c945aa579718e5b916e62817e7068975d89766b7d8279629d648877728d7280619e8e",
        "BICUBIC, 857aa5a25db156a9727c83759b64984fb077728d519d625b837c6c639c51906f697e81785aa5608d7272946b8053ac8e",
        "BOX, 8a75a4b24db25aa540827d4eaa557c52ad4a7a8558a25d66827d8e2ad59c52adaa7a85b85aa560827d6eaa557c52ad8a",
        "HAMMING, 936c92b44b9d4db2676f9071ad528a41be7b639c65887771817e7a59a66c7f807a807f8851ae72798680916e8e68979c"
    })
    void givesTheSamplesOfPillowForEveryInterpolation(Interpolation interpolation, String expected) {
        // Given
        Preprocessing preprocessing = new Preprocessing(
                new ResizeTarget.ShortestEdge(8),
                interpolation,
                new CentreCrop(4, 4),
                1,
                List.of(),
                List.of(),
                3,
                Preprocessing.ChannelOrder.RGB,
                Preprocessing.Layout.NHWC);

        // When
        ModelInput input = Preprocessor.preprocess(Pictures.rampPixels(20, 15), preprocessing);

        // Then
        assertThat(hex(input.tensor().values())).isEqualTo(expected);
    }

    private static String hex(float[] samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) samples[i];
        }
        return HexFormat.of().formatHex(bytes);
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
