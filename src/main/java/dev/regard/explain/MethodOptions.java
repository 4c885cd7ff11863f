package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.MethodDescription.Option;
import java.util.List;

/**
 * How thoroughly the methods that look several times do so.
 *
 * @param samples  noisy copies of the picture that SmoothGrad and Smooth Grad-CAM++ look at, 1 to 200
 * @param noise    deviation of that noise as a share of the range of the model's input, above 0 to 1
 * @param steps    places on the way from baseline to picture that integrated gradients look at, 1 to 1000
 * @param baseline the picture that integrated gradients start from
 */
public record MethodOptions(int samples, double noise, int steps, Baseline baseline) {

    /** What serves most pictures. */
    public static final MethodOptions DEFAULT = new MethodOptions(25, 0.15, 32, Baseline.BLACK);

    private static final int MOST_SAMPLES = 200;
    private static final int MOST_STEPS = 1000;
    private static final Option SAMPLES = Option.number("samples", "Noisy copies", DEFAULT.samples(), 1, MOST_SAMPLES);
    /** Below a hundredth nothing would be smoothed; the field itself takes less. */
    private static final Option NOISE =
            Option.number("noise", "Their noise, as a share of the input's range", DEFAULT.noise(), 0.01, 1);

    private static final Option STEPS =
            Option.number("steps", "Steps from the baseline to the picture", DEFAULT.steps(), 1, MOST_STEPS);
    private static final Option BASELINE =
            new Option("baseline", "Picture to start from", "black", null, null, List.of("black", "grey", "white"));

    public MethodOptions {
        require(
                samples >= 1 && samples <= MOST_SAMPLES,
                "samples",
                samples,
                "a whole number from 1 to " + MOST_SAMPLES);
        require(noise > 0 && noise <= 1, "noise", noise, "a number above 0, up to 1");
        require(steps >= 1 && steps <= MOST_STEPS, "steps", steps, "a whole number from 1 to " + MOST_STEPS);
    }

    /** Those that a method reads. */
    static List<Option> of(CamMethod method) {
        return switch (method) {
            case SMOOTH_GRAD, SMOOTH_GRAD_CAM_PLUS_PLUS -> List.of(SAMPLES, NOISE);
            case INTEGRATED_GRADIENTS -> List.of(STEPS, BASELINE);
            default -> List.of();
        };
    }

    private static void require(boolean holds, String name, Number given, String accepted) {
        if (!holds) {
            throw new BadSelection("'%s' is %s but must be %s.".formatted(name, given, accepted));
        }
    }

    /**
     * A picture of one colour.
     *
     * @param red   0 to 255
     * @param green 0 to 255
     * @param blue  0 to 255
     */
    public record Baseline(int red, int green, int blue) {

        public static final Baseline BLACK = new Baseline(0, 0, 0);

        /**
         * Reads {@code black}, {@code grey}, {@code white} or a colour such as {@code #8040ff}.
         *
         * @throws BadSelection where it is none of these
         */
        public static Baseline named(String name) {
            return switch (name) {
                case "black" -> BLACK;
                case "grey", "gray" -> new Baseline(128, 128, 128);
                case "white" -> new Baseline(255, 255, 255);
                default -> ofHex(name);
            };
        }

        private static Baseline ofHex(String name) {
            if (!name.matches("#[0-9a-fA-F]{6}")) {
                throw new BadSelection("'baseline' is '%s' but must be black, grey, white or a colour such as #8040ff."
                        .formatted(name));
            }
            int rgb = Integer.parseInt(name.substring(1), 16);
            return new Baseline(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
        }
    }
}
