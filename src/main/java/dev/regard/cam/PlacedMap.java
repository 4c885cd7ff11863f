package dev.regard.cam;

/**
 * A map and where its cells lie.
 *
 * @param map      at its own small size
 * @param geometry in pixels of the picture
 */
public record PlacedMap(ActivationMap map, MapGeometry geometry) {}
