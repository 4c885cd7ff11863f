package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.explain.ExplainException.BadSelection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a request that say how thoroughly a method looks: a table. */
public enum MethodOption {
    SAMPLES("samples", "Noisy copies of the picture, or of each feature map", Kind.WHOLE, 25, 1, 200),
    NOISE("noise", "Their noise, as a share of the range", Kind.NUMBER, 0.15, 0.001, 1),
    STEPS("steps", "Steps from nothing to the picture", Kind.WHOLE, 32, 1, 1000),
    BASELINE("baseline", "Picture of one colour in place of what is hidden", Kind.COLOUR, "black", 0, 0),
    MASKS("masks", "Random masks", Kind.WHOLE, 1000, 1, 20_000),
    CELLS("cells", "Cells of a mask along each side", Kind.WHOLE, 7, 2, 32),
    WINDOW("window", "Side of what is hidden at once, in pixels of the model's input", Kind.WHOLE, null, 1, 4096),
    STRIDE("stride", "From one window to the next, in the same pixels", Kind.WHOLE, null, 1, 4096),
    CHANNELS("channels", "Feature maps that are looked at, the most varied first", Kind.WHOLE, null, 1, 100_000),
    GROUPS("groups", "Groups of feature maps", Kind.WHOLE, 32, 1, 256),
    CONCEPTS("concepts", "Parts that the feature maps are divided into", Kind.WHOLE, 5, 2, 16),
    ALPHA("alpha", "How much similar classes count against the class", Kind.NUMBER, 1.0, 0, 2),
    SEED("seed", "Of the random numbers: the same seed gives the same map", Kind.WHOLE, 1, 0, Integer.MAX_VALUE),
    SMOOTH(
            "smooth",
            "The mean over flipped and scaled copies of the picture; takes six times as long",
            Kind.SWITCH,
            false,
            0,
            1);

    private static final List<String> COLOURS = List.of("black", "grey", "white");

    /** What a field takes. */
    private enum Kind {
        WHOLE,
        NUMBER,
        COLOUR,
        SWITCH
    }

    private final String field;
    private final String about;
    private final Kind kind;
    private final @Nullable Object usual;
    private final double least;
    private final double most;

    MethodOption(String field, String about, Kind kind, @Nullable Object usual, double least, double most) {
        this.field = field;
        this.about = about;
        this.kind = kind;
        this.usual = usual;
        this.least = least;
        this.most = most;
    }

    /** The option of this field. */
    public static Optional<MethodOption> named(String field) {
        return Arrays.stream(values())
                .filter(option -> option.field.equals(field))
                .findFirst();
    }

    /** Those that a method reads. Parts of a picture cannot be averaged, maps of classes can. */
    static List<MethodOption> of(CamMethod method) {
        Stream<MethodOption> ofAll = method.givesConcepts() ? Stream.of() : Stream.of(SMOOTH);
        return Stream.concat(own(method).stream(), ofAll).toList();
    }

    private static List<MethodOption> own(CamMethod method) {
        return switch (method) {
            case SMOOTH_GRAD, SMOOTH_GRAD_CAM_PLUS_PLUS -> List.of(SAMPLES, NOISE, SEED);
            case INTEGRATED_GRADIENTS -> List.of(STEPS, BASELINE);
            case SCORE_CAM -> List.of(CHANNELS);
            case SMOOTHED_SCORE_CAM -> List.of(CHANNELS, SAMPLES, NOISE, SEED);
            case INTEGRATED_SCORE_CAM -> List.of(CHANNELS, STEPS);
            case GROUP_CAM -> List.of(GROUPS);
            case RISE -> List.of(MASKS, CELLS, SEED);
            case OCCLUSION -> List.of(WINDOW, STRIDE, BASELINE);
            case FINER_CAM -> List.of(ALPHA);
            case FEATURE_FACTORIZATION -> List.of(CONCEPTS, SEED);
            default -> List.of();
        };
    }

    /** The field of a request. */
    public String field() {
        return field;
    }

    /** What it is where a request does not say; null where that depends on the model. */
    @Nullable
    Object usual() {
        return usual;
    }

    /** For clients. */
    MethodDescription.Option describe() {
        boolean isNumber = kind == Kind.WHOLE || kind == Kind.NUMBER;
        return new MethodDescription.Option(
                field,
                about,
                usual,
                isNumber ? number(least) : null,
                isNumber ? number(most) : null,
                kind == Kind.COLOUR ? COLOURS : List.of());
    }

    /**
     * Reads what was given, a number, a switch or a text, into what the option takes.
     *
     * @throws BadSelection where it is none of what is accepted
     */
    Object read(Object given) {
        return switch (kind) {
            case WHOLE, NUMBER -> readNumber(given);
            case SWITCH -> readSwitch(given);
            case COLOUR -> Colour.named(field, given.toString()).name();
        };
    }

    private Number readNumber(Object given) {
        double value;
        try {
            value = Double.parseDouble(given.toString().strip());
        } catch (NumberFormatException noNumber) {
            throw refused(given);
        }
        boolean isWhole = value == Math.rint(value);
        if (!(value >= least && value <= most) || kind == Kind.WHOLE && !isWhole) {
            throw refused(given);
        }
        return number(value);
    }

    private Number number(double value) {
        if (kind == Kind.WHOLE) {
            return (int) value;
        }
        return value;
    }

    private Boolean readSwitch(Object given) {
        return switch (given.toString().strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(given);
        };
    }

    private BadSelection refused(Object given) {
        String accepted = switch (kind) {
            case WHOLE -> "a whole number from %d to %d".formatted((int) least, (int) most);
            case NUMBER -> "a number from %s to %s".formatted(plain(least), plain(most));
            case SWITCH -> "true or false";
            case COLOUR -> "a colour";
        };
        return new BadSelection("'%s' is %s but must be %s.".formatted(field, shortened(given.toString()), accepted));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((int) number) : String.valueOf(number);
    }

    private static String shortened(String given) {
        return given.length() <= 60 ? given : given.substring(0, 60) + "...";
    }
}
