package dev.regard.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model that works, and beside it files that do not. */
final class HostileFolders {

    private static final String CONFIG = "config.json";
    private static final String PROCESSOR = "preprocessor_config.json";

    private HostileFolders() {}

    static List<HostileModel> all() {
        List<HostileModel> folders = new ArrayList<>(List.of(
                with("a configuration that is a list", CONFIG, "[1, 2]"),
                with("a configuration that is empty", CONFIG, ""),
                with("a configuration cut off", CONFIG, "{\"id2label\": {\"0\": "),
                with("a configuration nested a hundred thousand deep", CONFIG, "{\"a\":" + "[".repeat(100_000)),
                with("objects nested a hundred thousand deep", CONFIG, "{\"a\":".repeat(100_000)),
                with("a configuration of two million values", CONFIG, "{\"a\": [" + "0,".repeat(2_000_000) + "0]}"),
                with(
                        "a configuration with a number of a million digits",
                        CONFIG,
                        "{\"a\": " + "1".repeat(1_000_000) + "}"),
                with("labels with a negative index", CONFIG, "{\"id2label\": {\"-1\": \"a\"}}"),
                with("labels with an index beyond numbers", CONFIG, "{\"id2label\": {\"99999999999\": \"a\"}}"),
                with("labels without an index", CONFIG, "{\"id2label\": {\"a\": \"a\"}}"),
                with("labels with a gap", CONFIG, "{\"id2label\": {\"0\": \"a\", \"2\": \"b\"}}"),
                with("too few labels", CONFIG, "{\"id2label\": {\"0\": \"a\"}}").tried(),
                with("a million labels", CONFIG, millionLabels()),
                with("a label of a megabyte", CONFIG, "{\"id2label\": {\"0\": \"" + "x".repeat(1 << 20) + "\"}}"),
                with("a list of ten thousand classes", "labels.txt", "x\n".repeat(10_000))
                        .tried(),
                with(
                        "a list of classes that patterns take long for",
                        "labels.txt",
                        "1" + " ".repeat(1_000_000) + "\u2028x\n"),
                with("a list of classes that is no JSON", "labels.json", "{{{{"),
                with("a list of classes nested deeply", "labels.json", "[".repeat(100_000)),
                new HostileModel(
                        "a configuration of 17 megabytes",
                        output -> output.write(zip(CONFIG, ("{\"a\": \"" + text(17 << 20) + "\"}").getBytes(UTF_8)))),
                new HostileModel(
                        "labels of 17 megabytes",
                        output -> output.write(zip("labels.txt", text(17 << 20).getBytes(UTF_8)))),
                HostileModel.of(
                        "a configuration in no encoding",
                        zip(CONFIG, new byte[] {'{', (byte) 0xc3, 0x28, (byte) 0xff, '}'}))));
        for (String size : List.of(
                "{\"height\": 1000000000, \"width\": 1000000000}",
                "{\"height\": 1e300, \"width\": 1e300}",
                "{\"height\": -32, \"width\": -48}",
                "{\"height\": 0, \"width\": 0}",
                "{\"shortest_edge\": 1000000000}",
                "{\"shortest_edge\": 8, \"longest_edge\": 2}",
                "{}",
                "\"large\"",
                "99999999999999999999",
                "null")) {
            folders.add(with("a size of " + size, PROCESSOR, "{\"size\": " + size + "}"));
        }
        for (String field : List.of(
                "\"crop_size\": {\"height\": -1, \"width\": -1}",
                "\"crop_size\": {\"height\": 1000000000, \"width\": 1000000000}",
                "\"crop_size\": 0",
                "\"resample\": 99",
                "\"resample\": -1",
                "\"resample\": \"sideways\"")) {
            folders.add(processor(field));
        }
        for (String field : List.of(
                "\"image_mean\": [1e308, 1e308, 1e308]",
                "\"image_mean\": [1e999, 0, 0]",
                "\"image_mean\": [NaN, 0, 0]",
                "\"image_mean\": [0.5, 0.5]",
                "\"image_std\": [0, 0, 0]",
                "\"image_std\": [-0.0, -0.0, -0.0]",
                "\"rescale_factor\": 1e308")) {
            folders.add(processor(field).tried());
        }
        return folders;
    }

    private static HostileModel processor(String field) {
        return with(
                "preprocessing with " + field, PROCESSOR, "{\"size\": {\"height\": 32, \"width\": 48}, " + field + "}");
    }

    /** Models that work beside files that are odd: they are taken. */
    static List<HostileModel> harmless() {
        return List.of(
                new HostileModel(
                        "a README of 20 megabytes",
                        output -> output.write(zip("README.md", text(20 << 20).getBytes(UTF_8)))),
                with("a README that patterns take long for", "README.md", ". ".repeat(120_000) + "\u2028x"),
                with("a README of many lines", "README.md", "a\n".repeat(128_000)),
                HostileModel.of("a README that is no text", zip("README.md", SmallModel.bytes())));
    }

    private static String millionLabels() {
        return IntStream.range(0, 600_000)
                .mapToObj(index -> "\"" + index + "\": \"a\"")
                .collect(Collectors.joining(",", "{\"id2label\": {", "}}"));
    }

    /** Text that hardly shrinks, as the ratio of a zip is limited. */
    private static String text(int length) {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong() & Long.MAX_VALUE, 36)).append('\n');
        }
        return text.toString();
    }

    private static HostileModel with(String name, String file, String text) {
        return HostileModel.of(name, zip(file, text.getBytes(UTF_8)));
    }

    private static byte[] zip(String file, byte[] bytes) {
        return HostileZips.zip("model.onnx", SmallModel.bytes(), file, bytes);
    }
}
