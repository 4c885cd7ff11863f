package dev.regard.model;

import dev.regard.image.Interpolation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Filters by the names that files use for them. */
final class Interpolations {

    private Interpolations() {}

    /** The filter of this name, in any case. Throws an {@link IllegalArgumentException} where there is none. */
    static Interpolation named(String name) {
        return Arrays.stream(Interpolation.values())
                .filter(interpolation -> interpolation.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("interpolation is one of %s, given '%s'"
                        .formatted(
                                Arrays.stream(Interpolation.values())
                                        .map(Interpolations::name)
                                        .collect(Collectors.joining(", ")),
                                name)));
    }

    static String name(Interpolation interpolation) {
        return interpolation.name().toLowerCase(Locale.ROOT);
    }
}
