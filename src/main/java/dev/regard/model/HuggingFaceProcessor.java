package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.Preprocessing;
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

    /** Ours: the least size that a picture gets in its proportions. */
    private static final String MIN_HEIGHT = "min_height";

    private static final String MIN_WIDTH = "min_width";

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

    /** The object that is read as this preprocessing. */
    static ObjectNode write(Preprocessing preprocessing) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("do_resize", !(preprocessing.target() instanceof ResizeTarget.Unchanged));
        root.set("size", size(preprocessing.target()));
        root.put("resample", preprocessing.interpolation().pillowCode());
        CentreCrop crop = preprocessing.crop();
        root.put("do_center_crop", crop != null);
        if (crop != null) {
            root.set("crop_size", sides("height", crop.height(), "width", crop.width()));
        }
        root.put("do_rescale", preprocessing.rescaleFactor() != 1);
        root.put("rescale_factor", preprocessing.rescaleFactor());
        root.put("do_normalize", !preprocessing.mean().isEmpty());
        preprocessing.mean().forEach(root.withArray("image_mean")::add);
        preprocessing.std().forEach(root.withArray("image_std")::add);
        root.put("do_flip_channel_order", preprocessing.channelOrder() == ChannelOrder.BGR);
        return root;
    }

    private static ObjectNode size(ResizeTarget target) {
        return switch (target) {
            case ResizeTarget.Unchanged unchanged -> JsonNodeFactory.instance.objectNode();
            case ResizeTarget.Exact exact -> sides("height", exact.height(), "width", exact.width());
            case ResizeTarget.ShortestEdge edge ->
                JsonNodeFactory.instance.objectNode().put("shortest_edge", edge.pixels());
            case ResizeTarget.BoundedEdges edges ->
                sides("shortest_edge", edges.shortest(), "longest_edge", edges.longest());
            case ResizeTarget.Cover cover -> sides(MIN_HEIGHT, cover.height(), MIN_WIDTH, cover.width());
            case ResizeTarget.Fit fit -> sides("max_height", fit.height(), "max_width", fit.width());
        };
    }

    private static ObjectNode sides(String name, int side, String other, int otherSide) {
        return JsonNodeFactory.instance.objectNode().put(name, side).put(other, otherSide);
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
        if (size.has("shortest_edge") && size.has("longest_edge")) {
            return new ResizeTarget.BoundedEdges(
                    edge(), size.get("longest_edge").asInt());
        }
        if (size.has("max_height") && size.has("max_width")) {
            return new ResizeTarget.Fit(
                    size.get("max_height").asInt(), size.get("max_width").asInt());
        }
        if (size.has(MIN_HEIGHT) && size.has(MIN_WIDTH)) {
            return new ResizeTarget.Cover(
                    size.get(MIN_HEIGHT).asInt(), size.get(MIN_WIDTH).asInt());
        }
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
