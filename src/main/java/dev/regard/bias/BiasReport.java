package dev.regard.bias;

import dev.regard.image.Box;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model uses to name a class over many pictures.
 *
 * @param index    of the class
 * @param label    of the class
 * @param pictures how many were looked at
 * @param ofClass  how many of them the model takes for the class
 * @param classes  how many pictures each class is the best one of, by its label
 * @param mean     where the evidence lies on average; null where there is none
 * @param groups   what recurs, the most suspicious first
 * @param rare     share of the evidence that lies in what does not recur
 * @param sentence what is to be said about it first
 */
public record BiasReport(
        int index,
        String label,
        int pictures,
        int ofClass,
        Map<String, Integer> classes,
        @Nullable MeanMap mean,
        List<Group> groups,
        double rare,
        String sentence) {

    /**
     * Where the evidence for the class lies on average, in the part of the pictures that the model sees.
     *
     * @param side    cells along each side
     * @param values  shares of all evidence, row by row; together 1
     * @param border  share along the border
     * @param corner  share in the corners
     * @param outside share outside the boxes and masks given; null where none are
     * @param elsewhere share along the border of the evidence for the other classes; null where there are none
     */
    public record MeanMap(
            int side,
            List<Double> values,
            double border,
            double corner,
            @Nullable Double outside,
            @Nullable Double elsewhere) {}

    /**
     * Hot regions that look alike to the model.
     *
     * @param number     from 1
     * @param regions    how many
     * @param pictures   share of the class's pictures that have one
     * @param evidence   share of all evidence
     * @param place      where they lie
     * @param pixels     how much they show the same pixels
     * @param covered    what covering them does in their own pictures: how much less likely the class becomes
     * @param pasted     what pasting them into other pictures does: how much more likely the class becomes
     * @param suspicious whether somebody should look
     * @param reason     why, or why not, in words
     * @param examples   the best ones first
     */
    public record Group(
            int number,
            int regions,
            double pictures,
            double evidence,
            Spot place,
            SamePixels pixels,
            Effect covered,
            Effect pasted,
            boolean suspicious,
            String reason,
            List<Example> examples) {}

    /**
     * Where the regions of a group lie.
     *
     * @param x       of their middle, as a share of the width
     * @param y       of their middle
     * @param spread  how far they lie from there, on average (root of the mean square)
     * @param border  share of their evidence along the border
     * @param corner  share in the corners
     * @param outside share outside the boxes and masks given; null where none are
     */
    public record Spot(
            double x,
            double y,
            double spread,
            double border,
            double corner,
            @Nullable Double outside) {}

    /**
     * How much pieces of pictures show the same pixels.
     *
     * @param own    those of the group, 0 to 1
     * @param others those in the same places of pictures without it, 0 to 1; null where there are fewer than two
     */
    public record SamePixels(double own, @Nullable Double others) {}

    /**
     * A region to be shown.
     *
     * @param picture number of the picture, from 0
     * @param box     around it, in pixels of the picture
     * @param score   how typical and strong it is, 0 to 1
     */
    public record Example(int picture, Box box, double score) {}
}
