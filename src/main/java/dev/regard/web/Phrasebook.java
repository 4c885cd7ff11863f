package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the server says, in another language. The parts below {@code web} speak English, because a library is read by those
 * who embed it; here their sentences are recognised. A phrase may have places in braces, such as "There is no model '{name}'.":
 * what stands there is carried over, and translated too where it is itself a phrase. Unknown sentences stay English.
 */
final class Phrasebook {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?]) (?=\\p{Lu}|')");
    /** Beyond this it is no sentence: the values of a map, or a README. */
    private static final int LONGEST = 2_000;

    private final Map<String, String> plain;
    private final List<Phrase> phrases;

    private Phrasebook(Map<String, String> plain, List<Phrase> phrases) {
        this.plain = plain;
        this.phrases = phrases;
    }

    /** @param said the translation of each phrase */
    static Phrasebook of(JsonObject said) {
        Map<String, String> plain = new HashMap<>();
        List<Phrase> phrases = new ArrayList<>();
        said.forEach(entry -> {
            String translation = String.valueOf(entry.getValue());
            if (PLACE.matcher(entry.getKey()).find()) {
                phrases.add(Phrase.of(entry.getKey(), translation));
            } else {
                plain.put(entry.getKey(), translation);
            }
        });
        // Of two that fit, the one with more words of its own is meant.
        phrases.sort(Comparator.comparingInt(Phrase::words).reversed());
        return new Phrasebook(Map.copyOf(plain), List.copyOf(phrases));
    }

    /** A sentence, or several, as this language says it. */
    String say(String english) {
        if (english.length() > LONGEST || isEmpty()) {
            return english;
        }
        String whole = known(english);
        if (whole != null) {
            return whole;
        }
        return BETWEEN_SENTENCES
                .splitAsStream(english)
                .map(sentence -> {
                    String said = known(sentence);
                    return said == null ? sentence : said;
                })
                .collect(Collectors.joining(" "));
    }

    /** A copy with every text in it as this language says it. */
    JsonObject say(JsonObject json) {
        if (isEmpty()) {
            return json;
        }
        JsonObject said = new JsonObject();
        json.forEach(entry -> said.put(entry.getKey(), sayAny(entry.getValue())));
        return said;
    }

    private @Nullable Object sayAny(@Nullable Object value) {
        return switch (value) {
            case String text -> say(text);
            case JsonObject object -> say(object);
            case JsonArray array -> {
                JsonArray translated = new JsonArray();
                array.forEach(each -> translated.add(sayAny(each)));
                yield translated;
            }
            case null -> null;
            default -> value;
        };
    }

    private boolean isEmpty() {
        return plain.isEmpty() && phrases.isEmpty();
    }

    private @Nullable String known(String english) {
        String same = plain.get(english);
        if (same != null) {
            return same;
        }
        for (Phrase phrase : phrases) {
            Matcher matcher = phrase.matcher(english);
            if (matcher != null) {
                return phrase.fill(matcher, this);
            }
        }
        return null;
    }

    /**
     * A phrase with places.
     *
     * @param start  the words before its first place
     * @param words  how many characters are its own
     */
    private record Phrase(String start, int words, Pattern pattern, List<String> names, String translation) {

        static Phrase of(String english, String translation) {
            StringBuilder pattern = new StringBuilder();
            List<String> names = new ArrayList<>();
            Matcher place = PLACE.matcher(english);
            int from = 0;
            int words = 0;
            String start = "";
            while (place.find()) {
                String before = english.substring(from, place.start());
                start = from == 0 ? before : start;
                words += before.length();
                pattern.append(Pattern.quote(before)).append("(.*?)");
                names.add(place.group(1));
                from = place.end();
            }
            pattern.append(Pattern.quote(english.substring(from)));
            words += english.length() - from;
            return new Phrase(start, words, Pattern.compile(pattern.toString(), Pattern.DOTALL), names, translation);
        }

        @Nullable
        Matcher matcher(String english) {
            if (!english.startsWith(start)) {
                return null;
            }
            Matcher matcher = pattern.matcher(english);
            return matcher.matches() ? matcher : null;
        }

        String fill(Matcher matcher, Phrasebook book) {
            return PLACE.matcher(translation).replaceAll(place -> {
                int at = names.indexOf(place.group(1));
                return Matcher.quoteReplacement(at < 0 ? place.group() : book.say(matcher.group(at + 1)));
            });
        }
    }
}
