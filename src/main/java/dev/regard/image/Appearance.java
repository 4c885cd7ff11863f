package dev.regard.image;

import java.util.List;

/**
 * Looks of an image file, to those who draw it.
 *
 * @param isRedrawn true where a browser decodes the file differently, so that what was decoded here has to be drawn instead
 * @param notes     what should be known of it
 */
public record Appearance(boolean isRedrawn, List<ImageNote> notes) {

    /** An image that every browser draws as it was decoded. */
    public static final Appearance PLAIN = new Appearance(false, List.of());

    public Appearance {
        notes = List.copyOf(notes);
    }
}
