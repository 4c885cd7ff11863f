package dev.regard.web;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

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
                Phrasebook.of(file.getJsonObject("server", new JsonObject())));
    }

    /** A sentence of the server in this language. */
    public String say(String english) {
        return phrases.say(english);
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
