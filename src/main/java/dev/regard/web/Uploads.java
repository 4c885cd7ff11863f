package dev.regard.web;

import dev.regard.web.PictureBody.SentFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Pictures in the bodies of requests. */
final class Uploads {

    private static final String FIELD = "image";

    private Uploads() {}

    static boolean isForm(RoutingContext ctx) {
        return ctx.is("multipart/form-data");
    }

    /** Whether a form brings a picture along. */
    static boolean hasPicture(RoutingContext ctx) {
        return !PictureBody.files(ctx).isEmpty();
    }

    /** The picture in the field {@code image} of a form. */
    static Future<Buffer> ofForm(RoutingContext ctx) {
        List<SentFile> files = PictureBody.files(ctx);
        return files.size() == 1 && files.getFirst().field().equals(FIELD)
                ? check(files.getFirst().bytes())
                : fail(400, "Send one picture, as a file in the form field 'image'.");
    }

    /** The picture that a body is. */
    static Future<Buffer> ofBody(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        return check(body == null ? Buffer.buffer() : body);
    }

    private static Future<Buffer> check(Buffer picture) {
        if (picture.length() == 0) {
            return fail(400, "The picture is empty. Send the bytes of a JPEG, PNG, WebP, GIF, BMP or TIFF file.");
        }
        return picture.length() > Limits.PICTURE_BYTES
                ? fail(413, Limits.PICTURE_TOO_LARGE)
                : Future.succeededFuture(picture);
    }

    private static <T> Future<T> fail(int status, String detail) {
        return Future.failedFuture(new Problem(status, detail).asException());
    }
}
