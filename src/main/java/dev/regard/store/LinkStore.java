package dev.regard.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Links to explanations, each with its content, its picture and a drawing of it, under an id that follows from the content,
 * so that storing the same twice makes one link. They go when they are older than the limit, and, when all of them together
 * grow beyond another limit, those go that were opened least recently. Whoever makes a link gets a token that deletes it;
 * only its hash is kept. What several have made stays until the last of them deletes it.
 */
public final class LinkStore {

    private static final String CREATED = "created";
    private static final String TOKENS = "tokens";

    /** Of one link; whoever makes it after so many gets none. */
    private static final int MOST_TOKENS = 100;

    private final Vertx vertx;
    private final LinkFolder folder;
    private final Duration longest;
    private final InstantSource clock;
    private final Ledger ledger;

    private LinkStore(Vertx vertx, LinkFolder folder, Duration longest, InstantSource clock, Ledger ledger) {
        this.vertx = vertx;
        this.folder = folder;
        this.longest = longest;
        this.clock = clock;
        this.ledger = ledger;
    }

    /**
     * A link that was stored.
     *
     * @param id    as it stands in the link's address
     * @param token deletes it; null where too many have one
     */
    public record Made(String id, @Nullable String token) {}

    /**
     * Opens the store, making its folder where it is missing. Links that are too old go.
     *
     * @param limit   of all links together, in bytes
     * @param longest that a link is kept
     */
    public static Future<LinkStore> open(Vertx vertx, Path folder, long limit, Duration longest, InstantSource clock) {
        LinkStore store = new LinkStore(vertx, new LinkFolder(folder), longest, clock, new Ledger(limit));
        return store.work(() -> {
            Files.createDirectories(folder);
            store.readAll();
            return store;
        });
    }

    /**
     * Stores a link.
     *
     * @param content what it shows; two links with the same content are one
     * @param aside   what is kept with the content but makes no difference, such as how long it took
     * @param drawing of it, a PNG
     */
    public Future<Made> put(JsonObject content, JsonObject aside, Buffer picture, Buffer drawing) {
        return work(() -> {
            String id = LinkKeys.idOf(content);
            String token = LinkKeys.newToken();
            JsonObject known = find(id);
            if (known != null) {
                return new Made(id, addToken(id, known, token) ? token : null);
            }
            JsonObject link = new JsonObject()
                    .put("content", content)
                    .put("aside", aside)
                    .put(CREATED, clock.instant().toString())
                    .put(TOKENS, new JsonArray().add(LinkKeys.hash(token)));
            long size = folder.write(id, link, picture, drawing);
            folder.opened(id, clock.instant());
            for (String tooMuch : ledger.add(id, size)) {
                folder.remove(tooMuch);
            }
            return new Made(id, token);
        });
    }

    /** {@code {content, aside, created}} of a link; fails with {@link UnknownLink}. */
    public Future<JsonObject> get(String id) {
        return work(() -> {
            JsonObject link = known(id);
            ledger.use(id);
            folder.opened(id, clock.instant());
            link.remove(TOKENS);
            return link;
        });
    }

    /** Counts the links with such a content. */
    public Future<Integer> count(Predicate<JsonObject> isMeant) {
        return work(() -> {
            int count = 0;
            for (String id : folder.names()) {
                JsonObject link = find(id);
                if (link != null && isMeant.test(link.getJsonObject("content"))) {
                    count++;
                }
            }
            return count;
        });
    }

    /** The picture that a link shows; fails with {@link UnknownLink}. */
    public Future<Buffer> picture(String id) {
        return bytes(id, LinkFolder.PICTURE);
    }

    /** The drawing of a link, a PNG; fails with {@link UnknownLink}. */
    public Future<Buffer> drawing(String id) {
        return bytes(id, LinkFolder.DRAWING);
    }

    /**
     * Deletes a link, or, where others made the same, what this token has to do with it. Fails with {@link UnknownLink}, or
     * with {@link WrongToken}.
     */
    public Future<Void> delete(String id, String token) {
        return work(() -> {
                    JsonObject link = known(id);
                    JsonArray tokens = link.getJsonArray(TOKENS);
                    if (!tokens.remove(LinkKeys.hash(token))) {
                        throw new WrongToken();
                    }
                    if (tokens.isEmpty()) {
                        forget(id);
                    } else {
                        folder.replace(id, link);
                    }
                    return id;
                })
                .mapEmpty();
    }

    private Future<Buffer> bytes(String id, String name) {
        return work(() -> {
            known(id);
            return folder.bytes(id, name);
        });
    }

    /** One after the other: nobody reads what somebody else deletes. */
    private <T> Future<T> work(Callable<T> task) {
        return vertx.executeBlocking(
                        () -> {
                            synchronized (this) {
                                return task.call();
                            }
                        },
                        false)
                .map(Objects::requireNonNull);
    }

    private JsonObject known(String id) throws IOException {
        JsonObject link = find(id);
        if (link == null) {
            throw new UnknownLink();
        }
        return link;
    }

    private @Nullable JsonObject find(String id) throws IOException {
        if (!folder.has(id)) {
            return null;
        }
        JsonObject link = folder.read(id);
        if (Instant.parse(link.getString(CREATED)).plus(longest).isBefore(clock.instant())) {
            forget(id);
            return null;
        }
        return link;
    }

    private boolean addToken(String id, JsonObject link, String token) throws IOException {
        JsonArray tokens = link.getJsonArray(TOKENS);
        if (tokens.size() >= MOST_TOKENS) {
            return false;
        }
        tokens.add(LinkKeys.hash(token));
        folder.replace(id, link);
        return true;
    }

    private void forget(String id) throws IOException {
        ledger.remove(id);
        folder.remove(id);
    }

    private void readAll() throws IOException {
        for (String name : folder.names()) {
            if (find(name) == null) {
                folder.remove(name);
                continue;
            }
            for (String tooMuch : ledger.add(name, folder.size(name))) {
                folder.remove(tooMuch);
            }
        }
    }
}
