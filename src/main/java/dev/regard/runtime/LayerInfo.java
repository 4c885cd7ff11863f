package dev.regard.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A possible target layer.
 *
 * @param name             of its value in the graph
 * @param channels         feature maps
 * @param height           cells
 * @param width            cells
 * @param hasClassMaps     true where the head behind it makes class activation mapping exact
 * @param gradientObstacle why no gradient reaches it; null where one does
 */
public record LayerInfo(
        String name,
        int channels,
        int height,
        int width,
        boolean hasClassMaps,
        @Nullable String gradientObstacle) {}
