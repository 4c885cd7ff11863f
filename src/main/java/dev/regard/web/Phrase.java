package dev.regard.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with places in braces, and what another language says instead. What stands in quotes, such as '{name}', is
 * somebody's own word and carried over as it is.
 *
 * @param words       its own, before, between and behind the places
 * @param places      their names, in the order of the sentence
 * @param quoted      the names of those in quotes
 * @param translation with the same places
 */
record Phrase(List<String> words, List<String> places, List<String> quoted, String translation) {

    private static final Pattern CLOSING = Pattern.compile("'(?=$|[ ,.;:)])");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    static boolean hasPlaces(String text) {
        return PLACE.matcher(text).find();
    }

    static Phrase of(String english, String translation) {
        List<String> words = new ArrayList<>();
        List<String> places = new ArrayList<>();
        List<String> quoted = new ArrayList<>();
        Matcher place = PLACE.matcher(english);
        int from = 0;
        while (place.find()) {
            words.add(english.substring(from, place.start()));
            places.add(place.group(1));
            from = place.end();
            if (words.getLast().endsWith("'") && english.startsWith("'", from)) {
                quoted.add(place.group(1));
            }
        }
        words.add(english.substring(from));
        return new Phrase(List.copyOf(words), List.copyOf(places), List.copyOf(quoted), translation);
    }

    /** How many characters are its own. */
    int length() {
        return words.stream().mapToInt(String::length).sum();
    }

    /**
     * What stands in the places of a text that is this sentence; null where it is another one. Goes through the text once: a
     * pattern of {@code java.util.regex} would try every way to share a long text among the places.
     */
    @Nullable
    List<String> match(String text) {
        String last = words.getLast();
        int from = words.getFirst().length();
        int end = text.length() - last.length();
        if (end < from || !text.startsWith(words.getFirst()) || !text.endsWith(last)) {
            return null;
        }
        List<String> values = new ArrayList<>();
        for (String next : words.subList(1, words.size() - 1)) {
            int at = text.indexOf(next, from);
            if (at < 0 || at + next.length() > end) {
                return null;
            }
            values.add(text.substring(from, at));
            from = at + next.length();
        }
        values.add(text.substring(from, end));
        return isCut(values.getLast()) ? null : values;
    }

    /** True where a name in quotes does not end: more of the text belongs to the sentence. */
    private static boolean isCut(String value) {
        int opening = value.lastIndexOf(" '") + 1;
        return value.startsWith("'", opening)
                && !CLOSING.matcher(value.substring(opening + 1)).find();
    }

    /**
     * The translation with values in its places.
     *
     * @param say how another phrase in a place is said
     */
    String fill(List<String> values, UnaryOperator<String> say) {
        return PLACE.matcher(translation).replaceAll(place -> {
            String name = place.group(1);
            int at = places.indexOf(name);
            String said = at < 0 ? place.group() : quoted.contains(name) ? values.get(at) : say.apply(values.get(at));
            return Matcher.quoteReplacement(said);
        });
    }
}
