package dev.regard.cam;

import dev.regard.cam.MapFinding.Kind;
import dev.regard.tensor.FloatTensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells a map that means something from one that is numerically nothing. Scaled to the full range of colours, rounding
 * noise looks like an explanation.
 *
 * <p>Three limits are numbers of our own:
 *
 * <ul>
 *   <li>The score does not react where the sum of |g A| over the layer, to first order all that taking the layer away could
 *       change, is below 2<sup>-16</sup> of the score's magnitude. A float32 has 24 bits; the thousands of additions
 *       behind a layer cost about 8 of them. A sigmoid or softmax near 1 gets there: its derivative y (1 - y) is made of
 *       the last bits of y. One near 0 does not, and its gradients are exact.
 *   <li>A map is cancelled where less than 2<sup>-13</sup> is left of its terms ({@link CancelledTerms}). By chance, C
 *       terms of both signs leave about a C<sup>-1/2</sup> part of themselves, 2<sup>-6</sup> for 4096 channels: only
 *       a structure leaves less, such as a normalization, behind which the score does not change when a cell is scaled.
 *       What it leaves is rounding and the normalization's epsilon.
 *   <li>Grad-CAM++ is unstable where more than a tenth of its weights comes from cells that its paper does not know
 *       ({@link GradCamPlusPlus#shareBeyondPaper}).
 * </ul>
 */
public final class MapCheck {

    private static final double REACTION_LIMIT = 0x1p-16;
    private static final double CANCELLATION_LIMIT = 0x1p-13;
    private static final double MAX_SHARE_BEYOND_PAPER = 0.1;

    private MapCheck() {}

    /**
     * A map that was made from activations and gradients of a layer.
     *
     * @param activations A, [C, h, w]
     * @param gradients   g = dy / dA, [C, h, w]
     * @param score       y, the class score
     */
    public static Optional<MapFinding> ofLayer(
            CamMethod method, FloatTensor activations, FloatTensor gradients, double score, ActivationMap map) {
        return notNumbers(activations.values(), gradients.values(), map.values())
                .or(() -> noActivation(activations))
                .or(() -> noGradient(gradients, "this layer", LAYER_ADVICE))
                .or(() -> noReaction(reaction(activations, gradients), score, LAYER_ADVICE))
                .or(() -> cancelled(method, activations, gradients, map))
                .or(() -> unstable(method, activations, gradients))
                .or(() -> nothingForClass(map));
    }

    /**
     * A map that was made from activations alone.
     *
     * @param activations A, [C, h, w]
     */
    public static Optional<MapFinding> ofActivations(CamMethod method, FloatTensor activations, ActivationMap map) {
        return notNumbers(activations.values(), map.values())
                .or(() -> noActivation(activations))
                .or(() -> cancelled(method, activations, activations, map));
    }

    /**
     * A map that was made from gradients with respect to the picture.
     *
     * @param method    that made it
     * @param picture   x, [C, H, W]
     * @param gradients dy / dx, or what a method puts in its place, [C, H, W]
     * @param score     y, the class score
     */
    public static Optional<MapFinding> ofPicture(
            CamMethod method, FloatTensor picture, FloatTensor gradients, double score, ActivationMap map) {
        return notNumbers(gradients.values(), map.values())
                .or(() -> noGradient(gradients, "the picture", PICTURE_ADVICE))
                .or(() -> noReaction(pictureReaction(picture, gradients), score, PICTURE_ADVICE))
                .or(() -> noDifference(method, map))
                .or(() -> nothingForClass(map));
    }

    /** A map of which nothing else is known, such as that of CAM. */
    public static Optional<MapFinding> ofMap(ActivationMap map) {
        return notNumbers(map.values())
                .or(() -> isZero(map.values()) ? noActivation() : Optional.empty())
                .or(() -> nothingForClass(map));
    }

    /** A map that was made from the model's answers to altered copies of what it sees. */
    public static Optional<MapFinding> ofAnswers(ActivationMap map) {
        return notNumbers(map.values())
                .or(() -> found(
                        isZero(map.values()),
                        Kind.NO_REACTION,
                        "The class score does not react: it is the same whatever is hidden.",
                        Advice.earlierLayer("Choose another class, or an earlier layer.")))
                .or(() -> nothingForClass(map));
    }

    private static final Advice LAYER_ADVICE =
            Advice.earlierLayer("Choose an earlier layer, or eigen-cam, which needs no gradient.", CamMethod.EIGEN_CAM);
    private static final Advice PICTURE_ADVICE =
            Advice.methods("Choose another class, or eigen-cam, which needs no gradient.", CamMethod.EIGEN_CAM);
    private static final Advice EARLIER_LAYER = Advice.earlierLayer("Choose an earlier layer.");

    private static Optional<MapFinding> notNumbers(float[]... all) {
        boolean isFinite = Arrays.stream(all).allMatch(MapCheck::isFinite);
        return found(
                !isFinite,
                Kind.NOT_NUMBERS,
                "The map is made of numbers that are infinite or not defined: the model's arithmetic overflows on this picture.",
                Advice.words("Choose another layer; a model in float16 may need to be exported in float32."));
    }

    private static Optional<MapFinding> noActivation(FloatTensor activations) {
        return isZero(activations.values()) ? noActivation() : Optional.empty();
    }

    private static Optional<MapFinding> noActivation() {
        return found(
                true, Kind.NO_ACTIVATION, "Every feature map of this layer is zero on this picture.", EARLIER_LAYER);
    }

    private static Optional<MapFinding> noGradient(FloatTensor gradients, String place, Advice advice) {
        return found(
                isZero(gradients.values()),
                Kind.NO_GRADIENT,
                "No gradient of the class score reaches " + place
                        + ": what lies behind it is switched off or saturated on this picture, or does not look there.",
                advice);
    }

    private static Optional<MapFinding> noReaction(double reaction, double score, Advice advice) {
        return found(
                reaction < REACTION_LIMIT * Math.abs(score),
                Kind.NO_REACTION,
                "The class score is saturated: it reacts by less than float32 can tell, and the gradients are rounding noise.",
                advice.withMore(
                        " A model that gives logits, without a sigmoid or softmax at the end, has no such trouble."));
    }

    private static Optional<MapFinding> cancelled(
            CamMethod method, FloatTensor activations, FloatTensor gradients, ActivationMap map) {
        boolean isCancelled = CancelledTerms.left(method, activations, gradients, map) < CANCELLATION_LIMIT;
        return switch (method) {
            case EIGEN_CAM, EIGEN_GRAD_CAM ->
                found(
                        isCancelled,
                        Kind.CANCELLED,
                        "Every cell of this layer is like every other, up to rounding.",
                        EARLIER_LAYER);
            default ->
                found(
                        isCancelled,
                        Kind.CANCELLED,
                        "What speaks for the class and what speaks against it cancel out, up to rounding: a normalization"
                                + " behind this layer forces them to.",
                        Advice.methods(
                                "Choose grad-cam-elementwise or layer-cam, or the layer behind the normalization.",
                                CamMethod.GRAD_CAM_ELEMENTWISE,
                                CamMethod.LAYER_CAM));
        };
    }

    private static Optional<MapFinding> unstable(CamMethod method, FloatTensor activations, FloatTensor gradients) {
        return found(
                method == CamMethod.GRAD_CAM_PLUS_PLUS
                        && GradCamPlusPlus.shareBeyondPaper(activations, gradients) > MAX_SHARE_BEYOND_PAPER,
                Kind.UNSTABLE,
                "Grad-CAM++ expects activations from a ReLU. Here they are negative, its weights divide by numbers around"
                        + " zero, and a few cells decide the map.",
                Advice.methods(
                        "Choose grad-cam or layer-cam, or a layer behind a ReLU.",
                        CamMethod.GRAD_CAM,
                        CamMethod.LAYER_CAM));
    }

    /** Both methods multiply by what a pixel differs from a baseline; for the input's own values that is zero. */
    private static Optional<MapFinding> noDifference(CamMethod method, ActivationMap map) {
        boolean multiplies = method == CamMethod.INTEGRATED_GRADIENTS || method == CamMethod.INPUT_X_GRADIENT;
        return found(
                multiplies && isZero(map.values()),
                Kind.NO_DIFFERENCE,
                "The picture is the same as the baseline that it is compared with: there is nothing to divide among its pixels.",
                Advice.methods(
                        "Choose another baseline, or input-gradient, which needs none.", CamMethod.INPUT_GRADIENT));
    }

    private static Optional<MapFinding> nothingForClass(ActivationMap map) {
        return found(
                map.max() <= 0,
                Kind.NOTHING_FOR_CLASS,
                "Nothing here speaks for the class: every cell speaks against it or not at all.",
                Advice.words("Look at what speaks against it, or choose a class that the model finds likelier."));
    }

    private static Optional<MapFinding> found(boolean is, Kind kind, String reason, Advice advice) {
        return is ? Optional.of(new MapFinding(kind, reason, advice)) : Optional.empty();
    }

    private static double reaction(FloatTensor activations, FloatTensor gradients) {
        return Arrays.stream(ChannelSum.overCells(activations, gradients, Term.PRODUCT_MAGNITUDE))
                .sum();
    }

    /** As a picture may be black and yet matter, every value counts as 1 at least: the scale that models take pictures in. */
    private static double pictureReaction(FloatTensor picture, FloatTensor gradients) {
        return Arrays.stream(ChannelSum.overCells(picture, gradients, Term.GRADIENT_BY_AT_LEAST_ONE))
                .sum();
    }

    /** By the largest pattern of bits without a sign, as the JVM turns that into vector instructions. */
    private static boolean isFinite(float[] values) {
        int largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
        }
        return largest < Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    }

    private static boolean isZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
