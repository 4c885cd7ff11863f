package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.Preprocessing;
import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.image.ResizeTarget;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** {@code preprocessor_config.json}, as Hugging Face's image processors write it. */
public final class PreprocessorConfig {

    /** What their processors take where a file leaves it out. */
    private static final List<Double> STANDARD = List.of(0.5);

    /** ConvNextImageProcessor uses its share of the crop ({@code crop_pct}) below this size only. */
    private static final int LEAST_PRESSED = 384;

    private final ResizeTarget target;
    private final @Nullable CentreCrop crop;
    private final Interpolation interpolation;
    private final double rescaleFactor;
    private final List<Double> mean;
    private final List<Double> std;
    private final ChannelOrder channelOrder;

    private PreprocessorConfig(JsonNode root) {
        JsonNode size = root.path("size");
        boolean crops = root.path("do_center_crop").asBoolean(root.has("crop_size"));
        boolean resizes = root.path("do_resize").asBoolean(true);
        double cropShare = root.path("crop_pct").asDouble(0);
        int edge = size.isInt() ? size.asInt() : size.path("shortest_edge").asInt();
        if (resizes && cropShare > 0 && edge > 0) {
            boolean presses = edge >= LEAST_PRESSED && !crops;
            this.target = presses
                    ? new ResizeTarget.Exact(edge, edge)
                    : new ResizeTarget.ShortestEdge((int) (edge / cropShare));
            this.crop = crops ? crop(root.path("crop_size")) : presses ? null : new CentreCrop(edge, edge);
        } else {
            this.target = resizes ? target(size) : new ResizeTarget.Unchanged();
            this.crop = crops ? crop(root.path("crop_size")) : null;
        }
        this.interpolation = Interpolation.ofPillowCode(root.path("resample").asInt(2));
        this.rescaleFactor = root.path("do_rescale").asBoolean(true)
                ? root.path("rescale_factor").asDouble(1 / 255.0)
                : 1;
        boolean normalizes = root.path("do_normalize").asBoolean(true);
        this.mean = normalizes ? numbers(root.path("image_mean")) : List.of();
        this.std = normalizes ? numbers(root.path("image_std")) : List.of();
        this.channelOrder = root.path("do_flip_channel_order").asBoolean(false) ? ChannelOrder.BGR : ChannelOrder.RGB;
    }

    /**
     * Reads the object.
     *
     * @throws InvalidModelFolderException where a value makes no sense
     */
    static PreprocessorConfig parse(JsonNode root) {
        try {
            return new PreprocessorConfig(root);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelFolderException("preprocessor_config.json: " + e.getMessage(), e);
        }
    }

    private static ResizeTarget target(JsonNode size) {
        if (size.has("shortest_edge")) {
            return new ResizeTarget.ShortestEdge(size.get("shortest_edge").asInt());
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

    private static CentreCrop crop(JsonNode size) {
        return size.isInt()
                ? new CentreCrop(size.asInt(), size.asInt())
                : new CentreCrop(size.path("height").asInt(), size.path("width").asInt());
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

    /** The height of what it makes, in pixels; empty where that follows from the picture. */
    public Optional<Integer> height() {
        return crop != null
                ? Optional.of(crop.height())
                : target instanceof ResizeTarget.Exact exact ? Optional.of(exact.height()) : Optional.empty();
    }

    /** The width of what it makes, in pixels; empty where that follows from the picture. */
    public Optional<Integer> width() {
        return crop != null
                ? Optional.of(crop.width())
                : target instanceof ResizeTarget.Exact exact ? Optional.of(exact.width()) : Optional.empty();
    }

    /**
     * The preprocessing for a graph.
     *
     * @param channels      of the graph's input, 1 or 3
     * @param channelsFirst true for [N, C, H, W]
     * @throws InvalidModelFolderException where the two do not go together
     */
    public Preprocessing forInput(int channels, boolean channelsFirst) {
        try {
            return new Preprocessing(
                    target,
                    interpolation,
                    crop,
                    rescaleFactor,
                    perChannel(mean, channels),
                    perChannel(std, channels),
                    channels,
                    channelOrder,
                    channelsFirst ? Layout.NCHW : Layout.NHWC);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelFolderException("preprocessor_config.json: " + e.getMessage(), e);
        }
    }

    /** One number serves every channel. */
    private static List<Double> perChannel(List<Double> values, int channels) {
        return values.size() == 1 ? Collections.nCopies(channels, values.getFirst()) : values;
    }
}
