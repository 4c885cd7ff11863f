package dev.regard.intake;

import dev.regard.intake.IntakeException.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What models may be called: the name is a folder's, and part of addresses. */
public final class ModelName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

    /** Names that addresses or systems use for something else. */
    private static final Set<String> TAKEN = Set.of("con", "nul", "aux", "prn");

    private ModelName() {}

    /** True for a name that a model may be added under. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.endsWith(".") && !TAKEN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The name itself. Throws an {@link IntakeException} where no model may be called so. */
    public static String checked(String name) {
        if (!isName(name)) {
            throw new IntakeException(
                    Kind.BAD_UPLOAD,
                    "A model's name has 1 to 80 letters, digits, dots, dashes or underscores, and begins with a letter or digit; given '%s'."
                            .formatted(name.length() > 100 ? name.substring(0, 100) + "…" : name));
        }
        return name;
    }
}
