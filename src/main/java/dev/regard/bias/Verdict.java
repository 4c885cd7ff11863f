package dev.regard.bias;

import dev.regard.bias.BiasReport.SamePixels;
import dev.regard.bias.BiasReport.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody should look at a group, and why, in words. The rule:
 *
 * <ol>
 *   <li>It works: covering it makes the class less likely, or pasting it into other pictures makes it more likely, more than
 *       the same does elsewhere (the whole interval of 95 % lies above {@link #LEAST_EFFECT}). That alone means nothing: a horse
 *       works too, and a horse that is pasted is a horse.
 *   <li>And something about it is unlike an object that was photographed: it lies along the border far more than what speaks for
 *       other classes, or outside the boxes and masks; or it shows the same pixels in picture after picture, as pictures
 *       without it do not; or it always lies in the same place, away from the middle, where photographers put things.
 *   <li>Unless boxes or masks were given and it lies within them.
 * </ol>
 *
 * <p>From pictures alone nobody can know what a thing is. A group that is called suspicious may be right, such as a sky above
 * airplanes; and a bias that looks like an object, such as grass under cows, is not found by this.
 *
 * @param suspicious whether somebody should look
 * @param reason     why, or why not
 */
record Verdict(boolean suspicious, String reason) {

    /** Where the pictures are the same, so are place and look of whatever is in them. */
    static final Verdict OF_ALIKE =
            new Verdict(false, "The pictures are nearly the same all over: its place and its look tell nothing.");

    /** Of the probability: less is not worth a word. */
    static final double LEAST_EFFECT = 0.02;

    /** Of the evidence of a group, along the border: four times what is usual for objects. */
    private static final double LEAST_BORDER = 0.3;

    /** How much more than for other classes. */
    private static final double BORDER_FACTOR = 2;

    /** Where nothing is known of other classes: more than there would be if the place did not matter (the strip is 44 %). */
    private static final double LEAST_BORDER_ALONE = 0.5;

    private static final double LEAST_OUTSIDE = 0.6;
    private static final double MOST_OUTSIDE_OF_OBJECT = 0.3;

    /** Of objects that were photographed, or drawn alike and turned, at most 0.3. */
    static final double LEAST_SAMENESS = 0.45;

    /** More than in other pictures: in photographs of 32 x 32 pixels these are 0.4 to 0.5 as well. */
    private static final double MORE_SAMENESS = 0.2;

    private static final double MOST_SPREAD = 0.08;
    private static final double FROM_MIDDLE = 0.25;

    /**
     * What is known about a group.
     *
     * @param elsewhere share along the border of what speaks for other classes; null where there are none
     */
    record Findings(
            Spot place,
            SamePixels pixels,
            Effect covered,
            Effect pasted,
            @Nullable Double elsewhere) {

        boolean works() {
            return covered.low() > LEAST_EFFECT || pasted.low() > LEAST_EFFECT;
        }

        private boolean isAtBorder() {
            return elsewhere == null
                    ? place.border() >= LEAST_BORDER_ALONE
                    : place.border() >= Math.max(LEAST_BORDER, BORDER_FACTOR * elsewhere);
        }

        private boolean isOutside() {
            return place.outside() != null && place.outside() >= LEAST_OUTSIDE;
        }

        private boolean isInside() {
            return place.outside() != null && place.outside() <= MOST_OUTSIDE_OF_OBJECT;
        }

        private boolean isSame() {
            return pixels.own() >= LEAST_SAMENESS
                    && (pixels.others() == null || pixels.own() >= pixels.others() + MORE_SAMENESS);
        }

        private boolean isFixed() {
            double away = Math.max(Math.abs(place.x() - 0.5), Math.abs(place.y() - 0.5));
            return place.spread() <= MOST_SPREAD && away >= FROM_MIDDLE;
        }
    }

    static Verdict of(Findings findings) {
        List<String> reasons = reasons(findings);
        if (!findings.works()) {
            return new Verdict(
                    false,
                    "Neither covering nor pasting it changes the probability more than the same does elsewhere.");
        } else if (findings.isInside()) {
            return new Verdict(false, "It lies within the boxes and masks given.");
        } else if (reasons.isEmpty()) {
            return new Verdict(
                    false, "It lies now here, now there, as objects do, and looks different from picture to picture.");
        }
        return new Verdict(true, String.join(" ", reasons));
    }

    private static List<String> reasons(Findings findings) {
        Spot place = findings.place();
        List<String> reasons = new ArrayList<>();
        if (findings.isOutside() && place.outside() != null) {
            reasons.add(
                    "%s of its evidence lies outside the boxes and masks given.".formatted(percent(place.outside())));
        }
        if (findings.isAtBorder() && findings.elsewhere() != null) {
            reasons.add("%s of its evidence lies along the border of the pictures, for other classes %s."
                    .formatted(percent(place.border()), percent(findings.elsewhere())));
        } else if (findings.isAtBorder()) {
            reasons.add("%s of its evidence lies along the border of the pictures.".formatted(percent(place.border())));
        }
        if (findings.isSame()) {
            reasons.add("It shows nearly the same pixels in picture after picture.");
        }
        if (findings.isFixed()) {
            reasons.add("It always lies in the same place, away from the middle.");
        }
        return reasons;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
