package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.MapGeometry;
import java.util.List;

/**
 * A part of the picture that the model's feature maps show together.
 *
 * @param number      from 1, the largest first
 * @param share       of all parts, from 0 to 1
 * @param predictions the classes that it speaks for, best first
 * @param map         where it is
 * @param geometry    in pixels of the upright picture
 */
public record ConceptMap(
        int number, double share, List<Prediction> predictions, ActivationMap map, MapGeometry geometry) {}
