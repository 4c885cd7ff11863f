package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.ResizeTarget;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Reads {@code preprocessor_config.json}, as the image processors of Hugging Face's transformers write it. */
final class HuggingFaceProcessor {

    static final String FILE = "preprocessor_config.json";

    /** What their processors take where a file leaves it out. */
    private static final List<Double> STANDARD = List.of(0.5);

    /** ConvNextImageProcessor uses its share of the crop ({@code crop_pct}) below this size only. */
    private static final int LEAST_PRESSED = 384;

    /** LevitImageProcessor makes the shorter side this much longer than it is told. */
    private static final double OF_LEVIT = 256 / 224.0;

    private final JsonNode root;
    private final String kind;

    private HuggingFaceProcessor(JsonNode root) {
        this.root = root;
        this.kind = root.path("image_processor_type")
                .asText(root.path("feature_extractor_type").asText());
    }

    /**
     * Reads the object.
     *
     * @throws InvalidModelFolderException where a value makes no sense
     */
    static StatedPreprocessing parse(JsonNode root) {
        try {
            return new HuggingFaceProcessor(root).read();
        } catch (IllegalArgumentException e) {
            throw new InvalidModelFolderException(FILE + ": " + e.getMessage(), e);
        }
    }

    private StatedPreprocessing read() {
        boolean crops = root.path("do_center_crop").asBoolean(root.has("crop_size"));
        double share = root.path("crop_pct").asDouble(0);
        int edge = edge();
        ResizeTarget target;
        CentreCrop crop = crops ? crop(root.path("crop_size")) : null;
        if (!root.path("do_resize").asBoolean(true)) {
            target = new ResizeTarget.Unchanged();
        } else if (share > 0 && edge > 0) {
            boolean presses = edge >= LEAST_PRESSED && !crops;
            target = presses ? new ResizeTarget.Exact(edge, edge) : new ResizeTarget.ShortestEdge((int) (edge / share));
            crop = crops || presses ? crop : new CentreCrop(edge, edge);
        } else {
            target = target();
        }
        return new StatedPreprocessing(
                FILE, target, crop, interpolation(), rescaleFactor(), mean(), std(), channelOrder());
    }

    private int edge() {
        JsonNode size = root.path("size");
        return size.isInt() ? size.asInt() : size.path("shortest_edge").asInt();
    }

    private ResizeTarget target() {
        JsonNode size = root.path("size");
        if (size.has("shortest_edge") || (size.isInt() && isBySide())) {
            return new ResizeTarget.ShortestEdge(kind.startsWith("Levit") ? (int) (OF_LEVIT * edge()) : edge());
        }
        if (size.isInt()) {
            return new ResizeTarget.Exact(size.asInt(), size.asInt());
        }
        if (!size.has("height") || !size.has("width")) {
            throw new IllegalArgumentException("size is {height, width}, {shortest_edge} or a number, given " + size);
        }
        return new ResizeTarget.Exact(
                size.get("height").asInt(), size.get("width").asInt());
    }

    /** A number alone means a square to most of them, and the shorter side to these. */
    private boolean isBySide() {
        return kind.startsWith("CLIP") || kind.startsWith("MobileViT") || kind.startsWith("Levit");
    }

    private static CentreCrop crop(JsonNode size) {
        return size.isInt()
                ? new CentreCrop(size.asInt(), size.asInt())
                : new CentreCrop(size.path("height").asInt(), size.path("width").asInt());
    }

    private Interpolation interpolation() {
        JsonNode resample = root.path("resample");
        return resample.isTextual()
                ? Interpolations.named(resample.asText())
                : Interpolation.ofPillowCode(resample.asInt(2));
    }

    private double rescaleFactor() {
        return root.path("do_rescale").asBoolean(true)
                ? root.path("rescale_factor").asDouble(1 / 255.0)
                : 1;
    }

    private boolean normalizes() {
        return root.path("do_normalize").asBoolean(!kind.startsWith("MobileViT"));
    }

    /** Where the rescaled numbers begin at -1: what is taken away before the mean is. */
    private double offset() {
        boolean isOffset = root.path("do_rescale").asBoolean(true)
                && (root.path("rescale_offset").asBoolean()
                        || root.path("offset").asBoolean());
        return isOffset ? 1 : 0;
    }

    private List<Double> mean() {
        double offset = offset();
        if (!normalizes()) {
            return offset == 0 ? List.of() : List.of(offset);
        }
        return numbers(root.path("image_mean")).stream()
                .map(mean -> mean + offset)
                .toList();
    }

    private List<Double> std() {
        if (!normalizes()) {
            return offset() == 0 ? List.of() : List.of(1.0);
        }
        List<Double> std = numbers(root.path("image_std"));
        // EfficientNetImageProcessor divides a second time, as the network was trained.
        return root.path("include_top").asBoolean()
                ? IntStream.range(0, std.size())
                        .mapToObj(i -> std.get(i) * std.get(i))
                        .toList()
                : std;
    }

    private ChannelOrder channelOrder() {
        boolean flips = root.path("do_flip_channel_order")
                .asBoolean(kind.toLowerCase(Locale.ROOT).startsWith("mobilevit"));
        return flips ? ChannelOrder.BGR : ChannelOrder.RGB;
    }

    private static List<Double> numbers(JsonNode array) {
        if (array.isMissingNode() || array.isNull()) {
            return STANDARD;
        }
        return array.isNumber()
                ? List.of(array.asDouble())
                : StreamSupport.stream(array.spliterator(), false)
                        .map(JsonNode::asDouble)
                        .toList();
    }
}
