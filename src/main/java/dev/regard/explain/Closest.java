package dev.regard.explain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that somebody who mistyped one may have meant. */
final class Closest {

    private static final int SUGGESTIONS = 3;

    private Closest() {}

    /** A sentence that ends a message: the names that come closest to {@code given}, or all where they are few. */
    static String hint(String given, Collection<String> names) {
        if (names.isEmpty()) {
            return "There is none.";
        }
        List<String> closest = names.stream()
                .distinct()
                .sorted(Comparator.comparingInt(name -> distance(fold(given), fold(name))))
                .limit(SUGGESTIONS)
                .toList();
        String quoted = closest.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() <= SUGGESTIONS ? "There is " + quoted + "." : "Close to it: " + quoted + ".";
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance, in which a name that contains the given text counts as one step away. */
    private static int distance(String given, String name) {
        if (!given.isEmpty() && name.contains(given)) {
            return name.equals(given) ? 0 : 1;
        }
        int[] previous = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= given.length(); i++) {
            int[] row = new int[name.length() + 1];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int substitution = previous[j - 1] + (given.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[name.length()];
    }
}
