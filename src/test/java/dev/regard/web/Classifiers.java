package dev.regard.web;

import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small models of as many classes as a test needs, each in a folder of its own. */
final class Classifiers {

    private static final String PREPROCESSING = """
            {"size": {"height": 32, "width": 32}, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
            """;

    private Classifiers() {}

    /** One that has all class activation maps at no extra cost: global average pooling and one linear layer. */
    static void write(Path folder, List<String> labels) throws IOException {
        TestGraph test = new TestGraph(17);
        Value features = test.node("Relu", test.conv(test.input(-1, 3, 32, 32), 3, 8, 3, 2, 1));
        Value pooled = test.node("Flatten", test.node("GlobalAveragePool", features));
        write(folder, test.model(test.node("MatMul", pooled, test.weights(8, labels.size()))), labels);
    }

    /** One whose every map takes gradients. */
    static void writeBent(Path folder, List<String> labels) throws IOException {
        TestGraph test = new TestGraph(17);
        Value features = test.node("Relu", test.conv(test.input(-1, 3, 32, 32), 3, 8, 3, 4, 1));
        Value hidden =
                test.node("Tanh", test.node("MatMul", test.node("Flatten", features), test.weights(8 * 8 * 8, 8)));
        write(folder, test.model(test.node("MatMul", hidden, test.weights(8, labels.size()))), labels);
    }

    private static void write(Path folder, Model model, List<String> labels) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), OnnxWriter.write(model));
        Files.write(folder.resolve("labels.txt"), labels);
        Files.writeString(folder.resolve("preprocessor_config.json"), PREPROCESSING);
    }
}
