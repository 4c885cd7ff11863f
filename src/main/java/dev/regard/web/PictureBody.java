package dev.regard.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Takes in bodies that bring pictures, those of forms too. They stay in memory, for which {@link BodyGate} has made room:
 * a picture is about to be looked at, and a way over the disk would take a good part of the time that that takes.
 */
final class PictureBody implements Handler<RoutingContext> {

    private static final String FILES = PictureBody.class.getName();

    private final BodyHandler body =
            BodyHandler.create(false).setBodyLimit(BodyGate.BODY_BYTES).setMergeFormAttributes(false);

    /** A file of a form. */
    record SentFile(String field, Buffer bytes) {}

    /** The files that a form has brought. */
    static List<SentFile> files(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.get(FILES), List.of());
    }

    @Override
    public void handle(RoutingContext ctx) {
        body.handle(ctx);
        if (ctx.request().isExpectMultipart() && !ctx.request().isEnded()) {
            List<SentFile> files = new ArrayList<>();
            ctx.put(FILES, files);
            // Instead of the body handler's own, which knows files on the disk only.
            ctx.request().uploadHandler(upload -> files.add(take(ctx, upload)));
        }
    }

    private static SentFile take(RoutingContext ctx, HttpServerFileUpload upload) {
        Buffer bytes = Buffer.buffer();
        upload.handler(piece -> {
            // What is too large is refused already, but goes on coming.
            if (!ctx.failed()) {
                bytes.appendBuffer(piece);
            }
        });
        return new SentFile(upload.name(), bytes);
    }
}
