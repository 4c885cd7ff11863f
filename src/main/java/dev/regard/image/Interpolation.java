package dev.regard.image;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** How a resized pixel follows from its neighbours: the filters of {@code PIL.Image.Resampling}. */
@SuppressWarnings("ImmutableEnumChecker") // the filters are functions, without state
public enum Interpolation {
    NEAREST(0, 0, x -> 0),
    LANCZOS(1, 3, x -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0),
    BILINEAR(2, 1, x -> Math.max(0, 1 - Math.abs(x))),
    BICUBIC(3, 2, x -> cubic(Math.abs(x))),
    BOX(4, 0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0),
    HAMMING(5, 1, x -> Math.abs(x) < 1 ? sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x)) : 0);

    /** The parameter of the cubic convolution kernel (Keys 1981) that Pillow uses. */
    private static final double CUBIC = -0.5;

    private final int pillowCode;
    private final double support;
    private final DoubleUnaryOperator filter;

    Interpolation(int pillowCode, double support, DoubleUnaryOperator filter) {
        this.pillowCode = pillowCode;
        this.support = support;
        this.filter = filter;
    }

    /**
     * The one with this code in Pillow, which is what {@code resample} in {@code preprocessor_config.json} means.
     *
     * @throws IllegalArgumentException where Pillow has no such code
     */
    public static Interpolation ofPillowCode(int code) {
        return Arrays.stream(values())
                .filter(interpolation -> interpolation.pillowCode() == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "resample is 0 to %d, given %d".formatted(values().length - 1, code)));
    }

    /** Its code in Pillow. */
    public int pillowCode() {
        return pillowCode;
    }

    /** How far the kernel reaches to each side, in pixels of the smaller of the two pictures. */
    double support() {
        return support;
    }

    /** The kernel, not yet normalized. */
    double weight(double distance) {
        return filter.applyAsDouble(distance);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double cubic(double x) {
        if (x < 1) {
            return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * CUBIC : 0;
    }
}
