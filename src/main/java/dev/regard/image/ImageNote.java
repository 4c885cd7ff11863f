package dev.regard.image;

import java.util.Locale;

/**
 * A note that a person should read before judging what a model says of an image.
 *
 * @param kind what it is about
 * @param text sentences for people
 */
public record ImageNote(Kind kind, String text) {

    /** Subjects of notes. */
    public enum Kind {
        /** Colours beneath transparent pixels went into the model, and nobody sees them. */
        HIDDEN_COLOURS,
        /** The samples of a 16 bit image use so few of their bits that it is nearly black. */
        DARK;

        /** As it is written in JSON: {@code hidden-colours}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
