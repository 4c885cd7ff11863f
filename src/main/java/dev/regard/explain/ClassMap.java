package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.MapGeometry;

/**
 * The class activation map of one class and where it lies in the picture.
 *
 * @param index    class index
 * @param label    class label
 * @param map      signed and unscaled
 * @param geometry in pixels of the upright picture
 */
public record ClassMap(int index, String label, ActivationMap map, MapGeometry geometry) {}
