package dev.regard.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** Answers that several resources give. */
final class Responses {

    private static final int TAG_BYTES = 16;

    /** Bytes that are written at once: compressing many holds up everybody else on the event loop. */
    private static final int PIECE_BYTES = 64 * 1024;

    /** JSON in bytes, and their hash. */
    private record Encoded(Buffer body, String tag) {}

    private Responses() {}

    /** Sends JSON of a few values, with the server's sentences in the language of the request. */
    static void json(RoutingContext ctx, JsonObject json) {
        json(ctx, "application/json", json);
    }

    static void json(RoutingContext ctx, String type, JsonObject json) {
        written(ctx)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Language.of(ctx).say(json).toBuffer());
    }

    /** Sends JSON that may take megabytes: it is written outside of the event loop and leaves in pieces. */
    static void large(RoutingContext ctx, JsonObject json) {
        encoded(ctx, json).onFailure(ctx::fail).onSuccess(encoded -> {
            written(ctx)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            send(ctx, encoded.body());
        });
    }

    private static Future<Encoded> encoded(RoutingContext ctx, JsonObject json) {
        Language language = Language.of(ctx);
        return ctx.vertx()
                .executeBlocking(
                        () -> {
                            Buffer body = language.say(json).toBuffer();
                            return new Encoded(body, tag(body));
                        },
                        false)
                .map(Objects::requireNonNull);
    }

    private static void send(RoutingContext ctx, Buffer body) {
        if (ctx.request().method().equals(HttpMethod.HEAD) || body.length() <= PIECE_BYTES) {
            ctx.response().end(body);
        } else {
            ctx.response().putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
            sendFrom(ctx.response(), body, 0);
        }
    }

    private static void sendFrom(HttpServerResponse response, Buffer body, int from) {
        int to = Math.min(from + PIECE_BYTES, body.length());
        Buffer piece = body.slice(from, to);
        if (to == body.length()) {
            response.end(piece);
        } else {
            response.write(piece).onSuccess(written -> sendFrom(response, body, to));
        }
    }

    private static HttpServerResponse written(RoutingContext ctx) {
        return ctx.response()
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, Language.of(ctx).tag())
                .putHeader(HttpHeaders.VARY, "accept-language, cookie");
    }

    /** Sends what may have changed when it is asked for again, or nothing where the client has it already. */
    static void current(RoutingContext ctx, JsonObject json) {
        encoded(ctx, json).onFailure(ctx::fail).onSuccess(encoded -> {
            written(ctx)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            fresh(ctx, encoded.tag(), encoded.body());
        });
    }

    /** Begins an answer of one JSON object a line, each of which is to arrive as it is written. */
    static void lines(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    // A line must not wait in a compressor for the next one.
                    .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
    }

    static void created(RoutingContext ctx, String location, JsonObject json) {
        ctx.response().setStatusCode(201).putHeader(HttpHeaders.LOCATION, location);
        large(ctx, json);
    }

    /** Sends HTML that may have changed when it is asked for again. */
    static void page(RoutingContext ctx, Buffer html) {
        written(ctx)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        fresh(ctx, html);
    }

    /** The same, by the hash of the bytes. */
    static void fresh(RoutingContext ctx, Buffer body) {
        fresh(ctx, tag(body), body);
    }

    /**
     * Sends a body, or nothing where the client has it already. What is posted is no question for what lies at the address:
     * conditions do not apply to it (RFC 9110, 13.2.1).
     */
    static void fresh(RoutingContext ctx, String tag, Buffer body) {
        String quoted = '"' + tag + '"';
        ctx.response().putHeader(HttpHeaders.ETAG, quoted);
        String known = ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        boolean isQuestion = !ctx.request().method().equals(HttpMethod.POST);
        if (isQuestion
                && known != null
                && (known.contains(quoted) || known.strip().equals("*"))) {
            ctx.response().setStatusCode(304).end();
        } else {
            send(ctx, body);
        }
    }

    private static String tag(Buffer body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
