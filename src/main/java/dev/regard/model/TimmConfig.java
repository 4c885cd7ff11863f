package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.regard.image.CentreCrop;
import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.ResizeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads {@code config.json} as timm writes it: what pictures the model was trained with stands in {@code pretrained_cfg}. */
final class TimmConfig {

    private static final String SOURCE = "config.json (timm)";
    private static final double USUAL_SHARE = 0.875;
    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);

    private final JsonNode config;

    private TimmConfig(JsonNode config) {
        this.config = config;
    }

    /**
     * What the file says, the size of training first, then where it has one that of testing.
     *
     * @return empty where timm did not write it
     * @throws InvalidModelFolderException where a value makes no sense
     */
    static List<StatedPreprocessing> parse(JsonNode root) {
        JsonNode config = root.path("pretrained_cfg");
        if (!config.path("input_size").isArray()) {
            return List.of();
        }
        TimmConfig timm = new TimmConfig(config);
        List<StatedPreprocessing> stated = new ArrayList<>();
        double share = config.path("crop_pct").asDouble(USUAL_SHARE);
        try {
            stated.add(timm.read(config.path("input_size"), share));
            if (config.path("test_input_size").isArray()) {
                stated.add(timm.read(
                        config.path("test_input_size"),
                        config.path("test_crop_pct").asDouble(share)));
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidModelFolderException(SOURCE + ": " + e.getMessage(), e);
        }
        return stated;
    }

    private StatedPreprocessing read(JsonNode size, double share) {
        int height = size.path(1).asInt();
        int width = size.path(2).asInt();
        if (size.size() != 3 || !(share > 0)) {
            throw new IllegalArgumentException(
                    "input_size is [channels, height, width] and crop_pct above 0, given %s and %s"
                            .formatted(size, share));
        }
        return new StatedPreprocessing(
                SOURCE,
                target((int) Math.floor(height / share), (int) Math.floor(width / share)),
                new CentreCrop(height, width, isLetterbox() ? fill() : 0),
                Interpolations.named(config.path("interpolation").asText("bilinear")),
                1 / 255.0,
                numbers("mean", IMAGENET_MEAN),
                numbers("std", IMAGENET_STD),
                ChannelOrder.RGB);
    }

    private ResizeTarget target(int height, int width) {
        if (config.path("crop_mode").asText().equals("squash")) {
            return new ResizeTarget.Exact(height, width);
        } else if (isLetterbox()) {
            return new ResizeTarget.Fit(height, width);
        }
        return height == width ? new ResizeTarget.ShortestEdge(height) : new ResizeTarget.Cover(height, width);
    }

    private boolean isLetterbox() {
        return config.path("crop_mode").asText().equals("border");
    }

    /** The border has the colour that becomes 0. */
    private int fill() {
        int colour = 0;
        for (double mean : numbers("mean", IMAGENET_MEAN)) {
            colour = colour << 8 | (int) Math.clamp(Math.round(mean * 255), 0, 255);
        }
        return colour & 0xffffff;
    }

    private List<Double> numbers(String name, List<Double> usual) {
        JsonNode array = config.path(name);
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false)
                        .map(JsonNode::asDouble)
                        .toList()
                : usual;
    }
}
