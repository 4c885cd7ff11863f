package dev.regard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets in no more bodies than memory can hold, and none for ever: a thousand uploads of the largest size at once would
 * otherwise take the server down before admission ever sees them.
 */
final class BodyGate implements PlatformHandler {

    static final int BODY_BYTES = Limits.PICTURE_BYTES + Limits.FORM_BYTES;

    /** Pictures that are worked on, and one that is on its way. */
    private static final long STREAM_BYTES = 2L * BODY_BYTES;

    private static final long LONGEST_UPLOAD_MILLIS = 60_000;
    private static final String FORM_WITHOUT_FILES = "application/x-www-form-urlencoded";
    private static final int RETRY_AFTER_SECONDS = 2;
    private static final Problem FULL =
            new Problem(503, "Too many pictures are on their way. Try again in a few seconds.", RETRY_AFTER_SECONDS);

    private final AtomicLong free;

    BodyGate(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (!reserve(ctx, size(ctx.request()))) {
            return;
        }
        if (ctx.is(FORM_WITHOUT_FILES)) {
            // What curl says of any bytes: taken at its word, a picture would be cut into fields.
            ctx.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        long timer = ctx.vertx().setTimer(LONGEST_UPLOAD_MILLIS, late -> giveUp(ctx));
        ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
        ctx.next();
    }

    /** For bodies that are worked on as they arrive: of these little is in memory at once, and they may take long. */
    PlatformHandler ofStreams() {
        return ctx -> {
            if (reserve(ctx, STREAM_BYTES)) {
                ctx.next();
            }
        };
    }

    private boolean reserve(RoutingContext ctx, long size) {
        if (free.addAndGet(-size) < 0) {
            free.addAndGet(size);
            ctx.fail(FULL.asException());
            return false;
        }
        ctx.addEndHandler(ended -> free.addAndGet(size));
        return true;
    }

    private static void giveUp(RoutingContext ctx) {
        if (!ctx.request().isEnded()) {
            ctx.addEndHandler(ended -> ctx.request().connection().close());
            ctx.fail(408);
        }
    }

    /** What the body takes at most; one of unknown length may take all that is allowed. */
    private static long size(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? BODY_BYTES : Math.min(Long.parseLong(length), BODY_BYTES);
    }
}
