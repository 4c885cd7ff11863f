package dev.regard.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * MaxBoxAcc: how often the map's box is right, at the threshold that suits the maps best. Choe et al. 2020, Evaluating
 * Weakly Supervised Object Localization Methods Right, arXiv 2001.07437, section 4.
 *
 * <p>The largest, over thresholds, share of pictures where the box of the map, scaled to 0 to 1, has an IoU of at least 0.5
 * with a box of the object: from 0 to 1, the more, the better. So it does not depend on how bright a method's maps are. As
 * the best threshold is picked by the same pictures, the share is a little too good where they are few.
 *
 * @param threshold the best, above 0 and below 1; of several, the lowest
 * @param accuracy  the share at it
 */
public record MaxBoxAcc(double threshold, Estimate accuracy) {

    /** The IoU from which on a box is right. */
    public static final double LEAST_IOU = 0.5;

    /** Thresholds lie a hundredth apart. */
    private static final int PARTS = 100;

    /**
     * What is kept of a picture: the IoU at each threshold, 0.01 to 0.99, with the box that it fits best.
     *
     * @param boxes of the object or objects, at least one, in pixels of the map
     * @throws IllegalArgumentException when the map is flat, or a box lies outside
     */
    public static List<Double> ious(Relevance map, List<Box> boxes) {
        Finite.atLeast(boxes.size(), 1, "the number of boxes");
        boxes.forEach(box -> box.refuseOutsideOf(map.height(), map.width()));
        Relevance scaled = map.scaled();
        Double[] ious = new Double[PARTS - 1];
        Arrays.setAll(ious, index -> {
            Box hot = HotBox.of(scaled, threshold(index)).orElseThrow();
            return boxes.stream().mapToDouble(hot::iou).max().orElseThrow();
        });
        return List.of(ious);
    }

    /**
     * Over pictures.
     *
     * @param pictures {@link #ious} of each, at least one
     */
    public static MaxBoxAcc of(List<List<Double>> pictures) {
        Finite.atLeast(pictures.size(), 1, "the number of pictures");
        pictures.forEach(ious -> Finite.between(ious.size(), PARTS - 1, PARTS - 1, "the number of thresholds"));
        int best = 0;
        int most = -1;
        for (int index = 0; index < PARTS - 1; index++) {
            int at = index;
            int right = (int)
                    pictures.stream().filter(ious -> ious.get(at) >= LEAST_IOU).count();
            if (right > most) {
                most = right;
                best = index;
            }
        }
        return new MaxBoxAcc(threshold(best), Estimate.ofShare(most, pictures.size()));
    }

    /** Whether the box of a picture is right at the best threshold, given its {@link #ious}. */
    public boolean isRight(List<Double> ious) {
        return ious.get((int) Math.round(threshold * PARTS) - 1) >= LEAST_IOU;
    }

    private static double threshold(int index) {
        return (index + 1.0) / PARTS;
    }
}
