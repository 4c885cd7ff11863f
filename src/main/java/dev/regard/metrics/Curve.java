package dev.regard.metrics;

import java.util.List;

/**
 * What the class scores while a picture is taken away or put back.
 *
 * @param points by rising share, from 0 to 1
 */
public record Curve(List<Point> points) {

    /**
     * One answer.
     *
     * @param share of the pixels that are taken away (or put back), from 0 to 1
     * @param score of the class
     */
    public record Point(double share, double score) {}

    public Curve {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("a curve has at least 2 points, given " + points.size());
        }
    }

    /** The area below, by the rule of trapezoids: the mean score, in its unit; with probabilities from 0 to 1. */
    public double area() {
        double area = 0;
        for (int index = 1; index < points.size(); index++) {
            Point from = points.get(index - 1);
            Point to = points.get(index);
            area += (to.share() - from.share()) * (from.score() / 2 + to.score() / 2);
        }
        return area;
    }
}
