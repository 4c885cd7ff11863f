package dev.regard.cam;

/**
 * Something that whoever looks at a map must know.
 *
 * @param kind   what was found
 * @param reason a sentence for people
 * @param advice what to choose instead
 */
public record MapFinding(Kind kind, String reason, Advice advice) {

    /** What can be found. */
    public enum Kind {
        /** Some of the numbers are infinite or not defined. */
        NOT_NUMBERS,
        /** The feature maps are zero everywhere. */
        NO_ACTIVATION,
        /** The gradients are zero everywhere. */
        NO_GRADIENT,
        /** The class score depends on what was looked at less than float32 can tell. */
        NO_REACTION,
        /** The terms of the map's sums cancel out: what is left is rounding. */
        CANCELLED,
        /** The picture is what it is compared with. */
        NO_DIFFERENCE,
        /** The formula divides by numbers around zero: single cells decide what the map shows. */
        UNSTABLE,
        /** No value of the map is above zero: a result, not a failure. */
        NOTHING_FOR_CLASS;

        /** True where the map is numerically nothing and must not be drawn as something. */
        public boolean isNothing() {
            return this != NOTHING_FOR_CLASS && this != UNSTABLE;
        }
    }
}
