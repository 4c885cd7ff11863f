package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How pictures are prepared for a model, in the words of people: what a {@code preprocessor_config.json} says. */
final class Preparation {

    private static final MathContext DIGITS = new MathContext(5);
    private static final double BYTE = 255;

    /** By their codes in Pillow. */
    private static final List<String> FILTERS = List.of("nearest", "Lanczos", "bilinear", "bicubic", "box", "Hamming");

    private final JsonObject config;
    private final List<String> steps = new ArrayList<>();

    private Preparation(JsonObject config) {
        this.config = config;
    }

    /**
     * The steps, one after another.
     *
     * @param config   as the server itself writes it
     * @param channels of the model's input
     */
    static List<String> steps(JsonObject config, int channels) {
        Preparation preparation = new Preparation(config);
        preparation.resize();
        preparation.crop();
        preparation.rescale();
        preparation.normalize();
        preparation.order(channels);
        return List.copyOf(preparation.steps);
    }

    private void resize() {
        if (!config.getBoolean("do_resize")) {
            steps.add("in its own size");
            return;
        }
        steps.add("%s, %s".formatted(target(config.getJsonObject("size")), FILTERS.get(config.getInteger("resample"))));
    }

    private static String target(JsonObject size) {
        if (size.containsKey("longest_edge")) {
            return "shorter side to %d pixels, longer side at most %d"
                    .formatted(size.getInteger("shortest_edge"), size.getInteger("longest_edge"));
        } else if (size.containsKey("shortest_edge")) {
            return "shorter side to %d pixels".formatted(size.getInteger("shortest_edge"));
        } else if (size.containsKey("min_width")) {
            return "just large enough to cover %s pixels".formatted(sides(size, "min_"));
        } else if (size.containsKey("max_width")) {
            return "as large as fits into %s pixels".formatted(sides(size, "max_"));
        }
        return "pressed into %s pixels".formatted(sides(size, ""));
    }

    private void crop() {
        if (config.getBoolean("do_center_crop")) {
            boolean isSmaller = config.getJsonObject("size").containsKey("max_width");
            steps.add((isSmaller ? "framed to " : "middle ") + sides(config.getJsonObject("crop_size"), ""));
        }
    }

    private static String sides(JsonObject size, String prefix) {
        return "%d \u00d7 %d".formatted(size.getInteger(prefix + "width"), size.getInteger(prefix + "height"));
    }

    private void rescale() {
        double factor = config.getDouble("rescale_factor");
        if (factor == 1) {
            steps.add("values from 0 to 255");
        } else {
            boolean isShare = factor < 1;
            steps.add(isShare ? "divided by " + number(1 / factor) : "multiplied by " + number(factor));
        }
        if (factor == 1 / BYTE && !config.getBoolean("do_normalize")) {
            steps.add("values from 0 to 1");
        }
    }

    private void normalize() {
        if (config.getBoolean("do_normalize")) {
            steps.add("mean " + numbers(config.getJsonArray("image_mean")));
            steps.add("deviation " + numbers(config.getJsonArray("image_std")));
        }
    }

    private void order(int channels) {
        if (channels == 3) {
            steps.add(config.getBoolean("do_flip_channel_order") ? "blue green red" : "red green blue");
        } else if (channels == 1) {
            steps.add("grey");
        }
    }

    private static String numbers(JsonArray numbers) {
        return numbers.stream()
                .map(each -> number(((Number) each).doubleValue()))
                .collect(Collectors.joining(" "));
    }

    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value, DIGITS).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
