package dev.regard.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.FileUpload;
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
        return !ctx.fileUploads().isEmpty();
    }

    /** The picture in the field {@code image} of a form. */
    static Future<Buffer> ofForm(RoutingContext ctx) {
        List<FileUpload> files = ctx.fileUploads();
        if (files.size() != 1 || !files.getFirst().name().equals(FIELD)) {
            return fail(400, "Send one picture, as a file in the form field 'image'.");
        }
        FileUpload file = files.getFirst();
        return file.size() > Limits.PICTURE_BYTES
                ? fail(413, Limits.PICTURE_TOO_LARGE)
                : ctx.vertx().fileSystem().readFile(file.uploadedFileName()).compose(Uploads::check);
    }

    /** The picture that a body is. */
    static Future<Buffer> ofBody(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        return check(body == null ? Buffer.buffer() : body);
    }

    private static Future<Buffer> check(Buffer picture) {
        if (picture.length() == 0) {
            return fail(400, "The picture is empty. Send the bytes of a JPEG, PNG, WebP, GIF or BMP file.");
        }
        return picture.length() > Limits.PICTURE_BYTES
                ? fail(413, Limits.PICTURE_TOO_LARGE)
                : Future.succeededFuture(picture);
    }

    private static <T> Future<T> fail(int status, String detail) {
        return Future.failedFuture(new Problem(status, detail).asException());
    }
}
