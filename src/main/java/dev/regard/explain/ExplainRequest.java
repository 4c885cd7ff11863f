package dev.regard.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to explain.
 *
 * @param picture the bytes of an encoded picture (JPEG, PNG, WebP, GIF, BMP, TIFF)
 * @param model   name of a model; null: the first of the library
 * @param method  name of a method, such as {@code grad-cam}; null: the best one that works at the layer
 * @param layers  names of target layers, whose maps are averaged; empty: the recommended one
 * @param classes which classes get a map
 * @param options how thoroughly to look
 * @param client  who asks; each has the same share of the device
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never written to
public record ExplainRequest(
        byte[] picture,
        @Nullable String model,
        @Nullable String method,
        List<String> layers,
        ClassSelection classes,
        MethodOptions options,
        String client) {

    public ExplainRequest {
        layers = List.copyOf(layers);
    }

    /** The same by another method. */
    public ExplainRequest with(String other) {
        return new ExplainRequest(picture, model, other, layers, classes, options, client);
    }
}
