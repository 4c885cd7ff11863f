package dev.regard.web;

import dev.regard.worker.PatientClient;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** A batch that comes as a form: its pictures are worked on while it arrives. */
final class BatchUpload implements PictureParts.Listener {

    private static final String PICTURE = "image";
    private static final Problem FIELDS_FIRST =
            new Problem(400, "The fields of a batch stand before its pictures: a field came after one.");
    private static final Problem BROKEN_OFF = new Problem(400, "The form is cut off: its end is missing.");
    private static final Problem NO_FORM = new Problem(400, "The form cannot be read.");
    private static final Problem TOO_LARGE = new Problem(413, Limits.PICTURE_TOO_LARGE);

    /** What else a client may send before it reads what was wrong. */
    private static final long LONGEST_REST_MILLIS = 10_000;

    private final RoutingContext ctx;
    private final HttpServerRequest request;
    private final NamedPictures pictures;
    private final Batch batch;
    private final PictureParts parts;
    private final MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    private boolean isOver;

    /** Throws a {@link DecoderException} where the request announces no form. */
    BatchUpload(RoutingContext ctx, NamedPictures pictures, PatientClient client, Quotas quotas) {
        this.ctx = ctx;
        this.request = ctx.request();
        this.pictures = pictures;
        this.parts = new PictureParts(request.getHeader(HttpHeaders.CONTENT_TYPE), this);
        this.batch = new Batch(ctx, client, quotas, request::resume);
        ctx.addEndHandler(ended -> parts.close());
    }

    void receive() {
        request.handler(this::chunk);
        request.endHandler(end -> ended());
        request.exceptionHandler(gone -> batch.giveUp());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            ctx.response().writeContinue();
        }
        request.resume();
    }

    private void chunk(Buffer chunk) {
        if (isOver || ctx.response().ended()) {
            return;
        }
        batch.moved();
        try {
            parts.add(chunk);
        } catch (RuntimeException wrong) {
            breakOff(problem(wrong));
        }
        if (!isOver && !batch.hasRoom()) {
            request.pause();
        }
    }

    private void ended() {
        if (isOver || ctx.response().ended()) {
            return;
        }
        isOver = true;
        try {
            if (parts.end()) {
                batch.complete();
            } else {
                batch.breakOff(BROKEN_OFF);
            }
        } catch (RuntimeException wrong) {
            batch.breakOff(problem(wrong));
        }
    }

    private static Problem problem(RuntimeException wrong) {
        return wrong instanceof DecoderException ? NO_FORM : Problems.of(wrong);
    }

    /** The rest is read and dropped for a while: many clients read nothing before they have sent everything. */
    private void breakOff(Problem why) {
        isOver = true;
        batch.breakOff(why);
        ctx.vertx().setTimer(LONGEST_REST_MILLIS, late -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }

    @Override
    public void field(String name, String value) {
        if (name.equals(PICTURE)) {
            picture(value, pictures.get(value));
        } else if (batch.size() > 0) {
            throw FIELDS_FIRST.asException();
        } else if (fields.size() == Limits.FORM_FIELDS) {
            throw NO_FORM.asException();
        } else {
            fields.add(name, value);
        }
    }

    @Override
    public void file(String field, String name, Buffer bytes) {
        picture(name, field.equals(PICTURE) ? Future.succeededFuture(bytes) : misplaced());
    }

    @Override
    public void tooLarge(String field, String name) {
        picture(name, Future.failedFuture(TOO_LARGE.asException()));
    }

    private static Future<Buffer> misplaced() {
        return Future.failedFuture(new Problem(400, "Send pictures as files in the form field 'image'.").asException());
    }

    private void picture(String name, Future<Buffer> bytes) {
        if (isOver) {
            return;
        }
        if (batch.size() == 0) {
            batch.explainAs(BatchFields.ofForm(fields));
        } else if (batch.size() == BatchFields.MOST_PICTURES) {
            throw BatchFields.TOO_MANY.asException();
        }
        batch.add(name, bytes);
    }
}
