package dev.regard.explain;

import dev.regard.explain.ExplainException.BadSelection;

/**
 * A colour to put in a picture's place.
 *
 * @param name  as it was given
 * @param red   0 to 255
 * @param green 0 to 255
 * @param blue  0 to 255
 */
record Colour(String name, int red, int green, int blue) {

    /**
     * Reads {@code black}, {@code grey}, {@code white} or a colour such as {@code #8040ff}.
     *
     * @param field that it was given in
     * @throws BadSelection where it is none of these
     */
    static Colour named(String field, String name) {
        return switch (name) {
            case "black" -> new Colour(name, 0, 0, 0);
            case "grey", "gray" -> new Colour(name, 128, 128, 128);
            case "white" -> new Colour(name, 255, 255, 255);
            default -> ofHex(field, name);
        };
    }

    private static Colour ofHex(String field, String name) {
        if (!name.matches("#[0-9a-fA-F]{6}")) {
            throw new BadSelection(
                    "'%s' is '%s' but must be black, grey, white or a colour such as #8040ff.".formatted(field, name));
        }
        int rgb = Integer.parseInt(name.substring(1), 16);
        return new Colour(name, rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    }
}
