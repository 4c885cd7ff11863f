package dev.regard.web;

import io.vertx.core.json.JsonObject;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the server says, in another language. The parts below {@code web} speak English, because a library is read by those
 * who embed it; here their sentences are recognised. A phrase may have places in braces, such as "There is no model '{name}'.":
 * what stands there is carried over, and translated too where it is itself a phrase. Unknown sentences stay English.
 */
final class Phrasebook {

    private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?]) (?=\\p{Lu}|')");
    private static final Pattern NUMBER = Pattern.compile("\\d+(,\\d{3})*(\\.\\d+)?( \\d+(\\.\\d+)?)*");
    /** How names are quoted. */
    private static final String QUOTED = "'{name}'";
    /** Beyond this it is no sentence: the values of a map, or a README. */
    private static final int LONGEST = 2_000;

    private final Map<String, String> plain;
    private final List<Phrase> phrases;
    private final DecimalFormatSymbols numbers;

    private Phrasebook(Map<String, String> plain, List<Phrase> phrases, Locale locale) {
        this.plain = plain;
        this.phrases = phrases;
        this.numbers = DecimalFormatSymbols.getInstance(locale);
    }

    /** @param said the translation of each phrase */
    static Phrasebook of(JsonObject said, Locale locale) {
        Map<String, String> plain = new HashMap<>();
        List<Phrase> phrases = new ArrayList<>();
        said.forEach(entry -> {
            String translation = String.valueOf(entry.getValue());
            if (Phrase.hasPlaces(entry.getKey())) {
                phrases.add(Phrase.of(entry.getKey(), translation));
            }
            plain.put(entry.getKey(), translation);
        });
        // Of two that fit, the one with more words of its own is meant.
        phrases.sort(Comparator.comparingInt(Phrase::length).reversed());
        return new Phrasebook(Map.copyOf(plain), List.copyOf(phrases), locale);
    }

    /** True where it has nothing to say: the server speaks this language. */
    boolean isEmpty() {
        return plain.isEmpty();
    }

    /** A sentence, or several, as this language says it. */
    String say(String english) {
        if (english.length() > LONGEST || isEmpty()) {
            return english;
        }
        String whole = plain.get(english);
        return whole == null ? saySentences(BETWEEN_SENTENCES.split(english)) : whole;
    }

    /** A name may look like the end of a sentence, such as 'St. Bernard': then only what follows makes it whole. */
    private String saySentences(String[] sentences) {
        StringBuilder said = new StringBuilder();
        for (int first = 0; first < sentences.length; ) {
            String known = null;
            StringBuilder sentence = new StringBuilder();
            int next = first;
            while (known == null && next < sentences.length) {
                sentence.append(next == first ? "" : " ").append(sentences[next++]);
                known = known(sentence.toString());
            }
            said.append(first == 0 ? "" : " ").append(known == null ? sentences[first] : known);
            first = known == null ? first + 1 : next;
        }
        return said.toString();
    }

    private @Nullable String known(String english) {
        String same = plain.get(english);
        if (same != null) {
            return same;
        } else if (NUMBER.matcher(english).matches()) {
            return number(english);
        }
        String quoted = names(english);
        if (quoted != null) {
            return quoted;
        }
        for (Phrase phrase : phrases) {
            List<String> values = phrase.match(english);
            if (values != null) {
                return phrase.fill(values, this::say);
            }
        }
        return null;
    }

    /** The names of classes and layers that a sentence may end with, each in quotes; null where it is something else. */
    private @Nullable String names(String english) {
        if (english.length() < 3 || !english.startsWith("'") || !english.endsWith("'")) {
            return null;
        }
        List<String> names = List.of(english.substring(1, english.length() - 1).split("', '"));
        boolean isOther = names.stream().anyMatch(name -> name.contains("', ") || name.contains(" '"));
        String quoted = plain.getOrDefault(QUOTED, QUOTED);
        return isOther
                ? null
                : names.stream().map(name -> quoted.replace("{name}", name)).collect(Collectors.joining(", "));
    }

    /** 4,096.5 as this language writes it. */
    private String number(String english) {
        StringBuilder written = new StringBuilder();
        english.chars()
                .map(each -> switch (each) {
                    case ',' -> numbers.getGroupingSeparator();
                    case '.' -> numbers.getDecimalSeparator();
                    default -> each;
                })
                .forEach(written::appendCodePoint);
        return written.toString();
    }
}
