package dev.regard.ranking;

import dev.regard.cam.CamMethod;
import java.util.List;
import java.util.Map;

/**
 * All methods, the best first; those for which the metric is not defined last.
 *
 * @param metric  that orders them
 * @param scores  in that order
 * @param leftOut methods that were not judged, and why
 * @param layers  at which maps were made
 */
public record Standings(Metric metric, List<MethodScore> scores, Map<CamMethod, String> leftOut, List<String> layers) {}
