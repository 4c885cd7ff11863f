package dev.regard.explain;

import org.jspecify.annotations.Nullable;

/**
 * What to explain.
 *
 * @param picture the bytes of an encoded picture (JPEG, PNG, WebP, GIF, BMP)
 * @param model   name of a model; null: the first of the library
 * @param method  name of a method, such as {@code grad-cam}; null: the best one that works at the layer
 * @param layer   name of the target layer's value in the graph; null: the recommended one
 * @param classes which classes get a map
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never written to
public record ExplainRequest(
        byte[] picture,
        @Nullable String model,
        @Nullable String method,
        @Nullable String layer,
        ClassSelection classes) {}
