package dev.regard.metrics;

/**
 * Where the true mean lies with a confidence of 95 %.
 *
 * @param low  its lower end
 * @param high its upper end, not below
 */
public record Interval(double low, double high) {

    /** How sure one may be of every interval here. */
    public static final double CONFIDENCE = 0.95;

    public Interval {
        if (!(Finite.number(low, "an interval's end") <= Finite.number(high, "an interval's end"))) {
            throw new IllegalArgumentException("an interval from %s to %s ends before it begins".formatted(low, high));
        }
    }
}
