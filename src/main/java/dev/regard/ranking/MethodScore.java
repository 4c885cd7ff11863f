package dev.regard.ranking;

import dev.regard.cam.CamMethod;
import dev.regard.metrics.Estimate;
import java.util.Map;

/**
 * How one method does.
 *
 * @param method    that makes the maps
 * @param estimates of each metric, over the pictures for which it is defined; absent where it is for none
 * @param isTied    true where, picture by picture, it is not told apart from the best one with a confidence of 95 %
 * @param millis    that one map takes, the median
 * @param nothing   of how many pictures the map is numerically nothing
 */
public record MethodScore(
        CamMethod method, Map<Metric, Estimate> estimates, boolean isTied, double millis, int nothing) {}
