package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A language of the pages: one file of {@code webroot/languages}. Public, because templates ask it.
 *
 * @param tag     as in {@code Accept-Language}, such as {@code fr}
 * @param name    what those who speak it call it
 * @param strings what the page's scripts show, as JSON that may stand within HTML
 * @param html    what templates show, by key
 * @param phrases what the server says
 */
public record Language(String tag, String name, String strings, Map<String, String> html, Phrasebook phrases) {

    /** The fields that hold what the server says; others hold names, labels and numbers. */
    private static final Set<String> SAID = Set.of(
            "about",
            "advice",
            "cost",
            "detail",
            "guessed",
            "limits",
            "needs",
            "preprocessing",
            "problem",
            "reason",
            "sentence",
            "summary",
            "text",
            "title",
            "what",
            "when");

    private static final String KEY = "language";
    private static final Language PLAIN_ENGLISH =
            new Language("en", "English", "{}", Map.of(), Phrasebook.of(new JsonObject(), Locale.ENGLISH));

    /**
     * Reads a language.
     *
     * @param file of {@code name}, {@code html} for templates, {@code page} for scripts and {@code server}, which gives for
     *             each sentence of the server, in English, what to say instead
     */
    static Language of(String tag, JsonObject file) {
        Map<String, String> html = new HashMap<>();
        flatten("", file.getJsonObject("html"), html);
        return new Language(
                tag,
                file.getString("name"),
                file.getJsonObject("page").encode().replace("<", "\\u003c"),
                Map.copyOf(html),
                Phrasebook.of(file.getJsonObject("server", new JsonObject()), Locale.forLanguageTag(tag)));
    }

    /** The language of a request, as {@link Languages} found it. What fails before that is said in English. */
    static Language of(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.get(KEY), PLAIN_ENGLISH);
    }

    void keepFor(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** A sentence of the server in this language. */
    public String say(String english) {
        return phrases.say(english);
    }

    /** A copy of what the server says in this language; names, labels and numbers stay. */
    JsonObject say(JsonObject json) {
        if (phrases.isEmpty()) {
            return json;
        }
        JsonObject said = new JsonObject();
        json.forEach(entry -> said.put(entry.getKey(), sayAny(entry.getValue(), SAID.contains(entry.getKey()))));
        return said;
    }

    private @Nullable Object sayAny(@Nullable Object value, boolean isSaid) {
        return switch (value) {
            case String text -> isSaid ? say(text) : text;
            case JsonObject object -> say(object);
            case JsonArray array -> {
                JsonArray translated = new JsonArray();
                array.forEach(each -> translated.add(sayAny(each, isSaid)));
                yield translated;
            }
            case null -> null;
            default -> value;
        };
    }

    private static void flatten(String prefix, JsonObject from, Map<String, String> into) {
        from.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject inner) {
                flatten(prefix + entry.getKey() + ".", inner, into);
            } else {
                into.put(prefix + entry.getKey(), String.valueOf(entry.getValue()));
            }
        });
    }
}
