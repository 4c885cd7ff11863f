package dev.regard.web;

import java.util.Locale;

/** Words of the server where a page begins a line with them. */
final class Sentences {

    private static final String ENDS = ".!?";

    private Sentences() {}

    /** Reasons are given as half sentences or whole ones. */
    static String of(String reason) {
        boolean isEnded = ENDS.indexOf(reason.charAt(reason.length() - 1)) >= 0;
        return capitalised(isEnded ? reason : reason + ".");
    }

    static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
