package dev.regard.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regard.onnx.TensorData;
import dev.regard.runtime.FeatureLayout;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with a small model and the maps that a correct program finds for it. */
public record GoldenCase(Path folder, JsonNode description) {

    private static final double DEFAULT_TOLERANCE = 1e-4;

    /** The cases in the folders of the system property {@code goldens}, or where it is empty, in the usual places. */
    public static List<GoldenCase> all() {
        List<GoldenCase> cases = new ArrayList<>();
        for (Path root : roots()) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(folder -> Files.exists(folder.resolve("case.json")))
                        .sorted()
                        .map(GoldenCase::read)
                        .forEach(cases::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cases;
    }

    private static List<Path> roots() {
        String property = System.getProperty("goldens", "");
        if (!property.isEmpty()) {
            return Stream.of(property.split(java.io.File.pathSeparator))
                    .map(Path::of)
                    .toList();
        }
        return Stream.of("src/test/resources/goldens", "../shared/goldens", "../shared/goldens-forms")
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
    }

    private static GoldenCase read(Path folder) {
        try {
            return new GoldenCase(
                    folder,
                    new ObjectMapper().readTree(folder.resolve("case.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path model() {
        return folder.resolve("model.onnx");
    }

    String layer() {
        return description.at("/target_layer/tensor").asText();
    }

    public FloatTensor input() {
        return tensor(description.get("input"));
    }

    public FloatTensor activations() {
        return tensor(description.get("target_layer"));
    }

    /** The classes asked about, by picture. */
    public List<int[]> classes() {
        List<int[]> classes = new ArrayList<>();
        for (JsonNode picture : description.get("classes")) {
            int[] indices = new int[picture.size()];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = picture.get(i).asInt();
            }
            classes.add(indices);
        }
        return classes;
    }

    /** The methods that the case has an answer for. */
    public List<String> methods() {
        List<String> methods = new ArrayList<>();
        description.get("expected").fieldNames().forEachRemaining(methods::add);
        return methods;
    }

    /** Methods that were left out because there is nothing but rounding to compare. */
    List<String> numericallyNothing() {
        return description.path("left_out").properties().stream()
                .filter(method -> method.getValue().asText().startsWith("numerically nothing"))
                .map(Map.Entry::getKey)
                .toList();
    }

    public double tolerance(String method) {
        return description.get("expected").get(method).get("tolerance").asDouble();
    }

    /** Relative error that is accepted of {@code output}, {@code score} or {@code target_layer}. */
    double toleranceOf(String tensor) {
        return description.get(tensor).path("tolerance").asDouble(DEFAULT_TOLERANCE);
    }

    /** The number of classes that the model's files name; 0 where they name none. */
    int named() {
        JsonNode labels = description.path("labels");
        if (labels.isMissingNode()) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(folder.resolve(labels.asText()))) {
            return (int) lines.filter(line -> !line.isBlank()).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True where the model's output holds probabilities, also where no single operator makes them. */
    boolean hasProbabilities() {
        return description.at("/output/kind").asText().equals("probabilities");
    }

    /** Numbers of the model's own output, [images, classes]. */
    FloatTensor output() {
        return tensor(description.get("output"));
    }

    /** [pictures, classes, ...]. */
    public FloatTensor expected(String method) {
        return tensor(description.get("expected").get(method));
    }

    /** Of one class of a picture, by its place among the classes asked about. */
    public FloatTensor expected(String method, int picture, int place) {
        FloatTensor all = expected(method).slice(picture);
        return all.slice(Math.min(place, all.shape().dimension(0) - 1));
    }

    /** How the feature maps lie in the target layer. */
    public FeatureLayout layout() {
        JsonNode target = description.get("target_layer");
        int[] extents = activations().slice(0).shape().dimensions();
        return switch (target.get("layout").asText()) {
            case "NCHW" -> new FeatureLayout(0, extents[0], extents[1], extents[2], -1, true);
            case "NHWC" -> new FeatureLayout(2, extents[2], extents[0], extents[1], -1, true);
            default ->
                new FeatureLayout(
                        1,
                        extents[1],
                        target.at("/grid/0").asInt(),
                        target.at("/grid/1").asInt(),
                        target.get("prefix_tokens").asInt(),
                        true);
        };
    }

    boolean hasExtraInputs() {
        return description.has("extra_inputs");
    }

    /** What the inputs besides the picture hold for one picture, by name. */
    Map<String, TensorData> extraInputs(int picture) {
        Map<String, TensorData> inputs = new HashMap<>();
        for (JsonNode extra : description.path("extra_inputs")) {
            FloatTensor all = tensor(extra);
            FloatTensor ofPicture = ofPicture(all, picture);
            inputs.put(extra.get("name").asText(), TensorData.floats(ofPicture.shape(), ofPicture.values()));
        }
        return inputs;
    }

    /** A batch of one, where there is a row for each picture. */
    private FloatTensor ofPicture(FloatTensor all, int picture) {
        if (all.shape().rank() == 0 || all.shape().dimension(0) != classes().size()) {
            return all;
        }
        int[] extents = all.shape().dimensions();
        extents[0] = 1;
        return new FloatTensor(Shape.of(extents), all.slice(picture).values());
    }

    /** The class scores, [pictures, classes]. */
    public FloatTensor scores() {
        JsonNode score = description.get("score");
        return tensor(score.has("file") ? score : description.get("output"));
    }

    private FloatTensor tensor(JsonNode file) {
        List<Integer> extents = new ArrayList<>();
        file.get("shape").forEach(extent -> extents.add(extent.asInt()));
        Shape shape = Shape.of(extents.stream().mapToInt(Integer::intValue).toArray());
        try {
            ByteBuffer bytes = ByteBuffer.wrap(
                    Files.readAllBytes(folder.resolve(file.get("file").asText())));
            float[] values = new float[shape.size()];
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return new FloatTensor(shape, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Relative L2 error of a map, in double precision. */
    public static double error(float[] actual, float[] expected) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += ((double) actual[i] - expected[i]) * ((double) actual[i] - expected[i]);
            size += (double) expected[i] * expected[i];
        }
        return Math.sqrt(difference / size);
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
