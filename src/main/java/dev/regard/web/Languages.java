package dev.regard.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The languages that the pages and errors speak, one file each.
 *
 * @param all English first
 */
record Languages(List<Language> all) implements Handler<RoutingContext> {

    static final String COOKIE = "language";

    private static final String ENGLISH = "en";
    private static final String FILE_TYPE = ".json";

    /** Reads all files of a folder; what a language lacks is said in English. Blocks. */
    static Languages read(Path folder) throws IOException {
        JsonObject english = file(folder.resolve(ENGLISH + FILE_TYPE));
        List<Language> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(FILE_TYPE)).toList()) {
                String name = file.getFileName().toString();
                String tag = name.substring(0, name.length() - FILE_TYPE.length());
                found.add(Language.of(tag, english.copy().mergeIn(file(file), true)));
            }
        }
        found.sort(Comparator.<Language, Boolean>comparing(
                        language -> !language.tag().equals(ENGLISH))
                .thenComparing(Language::tag));
        return new Languages(List.copyOf(found));
    }

    private static JsonObject file(Path path) throws IOException {
        return new JsonObject(Buffer.buffer(Files.readAllBytes(path)));
    }

    /** Finds what whoever asks wants to read. */
    @Override
    public void handle(RoutingContext ctx) {
        wanted(ctx).keepFor(ctx);
        ctx.next();
    }

    /** By the page's switch, else by the browser's wish, else English. */
    private Language wanted(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(COOKIE);
        @Nullable Language chosen = cookie == null ? null : named(cookie.getValue());
        if (chosen != null) {
            return chosen;
        }
        return ctx.acceptableLanguages().stream()
                .map(LanguageHeader::tag)
                .map(this::named)
                .filter(language -> language != null)
                .findFirst()
                .orElse(all.getFirst());
    }

    private @Nullable Language named(String tag) {
        return all.stream()
                .filter(language -> language.tag().equalsIgnoreCase(tag))
                .findFirst()
                .orElse(null);
    }
}
