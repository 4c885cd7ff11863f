package dev.regard.model;

import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.ResizeTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Ultralytics leaves in the ONNX file itself: the names of the classes and the size, as Python prints them. */
final class UltralyticsMetadata {

    static final String SOURCE = "the metadata in the ONNX file";

    private static final Pattern NAME =
            Pattern.compile("(\\d{1,9})\\s*:\\s*(?:'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\")");
    private static final Pattern SIZE = Pattern.compile("\\[\\s*(\\d{1,5})\\s*,\\s*(\\d{1,5})\\s*]");

    private UltralyticsMetadata() {}

    /** The names of the classes, by index; empty where there are none, or some are missing. */
    static Optional<List<String>> names(Map<String, String> metadata) {
        Map<Integer, String> names = new TreeMap<>();
        Matcher matcher = NAME.matcher(metadata.getOrDefault("names", ""));
        while (matcher.find()) {
            String name = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            names.put(Integer.valueOf(matcher.group(1)), name.replaceAll("\\\\(.)", "$1"));
        }
        boolean isComplete =
                !names.isEmpty() && names.keySet().stream().reduce((a, b) -> b).orElseThrow() == names.size() - 1;
        return isComplete ? Optional.of(List.copyOf(names.values())) : Optional.empty();
    }

    /** Their classifiers take the middle of the picture, from 0 to 1; empty where another tool wrote the file. */
    static Optional<StatedPreprocessing> preprocessing(Map<String, String> metadata) {
        Matcher size = SIZE.matcher(metadata.getOrDefault("imgsz", ""));
        if (!metadata.getOrDefault("task", "").equals("classify") || !size.matches()) {
            return Optional.empty();
        }
        int height = Integer.parseInt(size.group(1));
        int width = Integer.parseInt(size.group(2));
        return Optional.of(new StatedPreprocessing(
                SOURCE,
                height == width ? new ResizeTarget.ShortestEdge(height) : new ResizeTarget.Exact(height, width),
                new CentreCrop(height, width),
                Interpolation.BILINEAR,
                1 / 255.0,
                List.of(),
                List.of(),
                ChannelOrder.RGB));
    }
}
