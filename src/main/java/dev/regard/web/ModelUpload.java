package dev.regard.web;

import dev.regard.intake.Intake;
import dev.regard.intake.IntakeException;
import dev.regard.intake.IntakeLimits;
import dev.regard.intake.ModelShelf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One model on its way in: a body that is an ONNX file or a zip, or a form of files, each with its place in the model's folder
 * as its name. Goes straight to the disk, whatever its size.
 */
final class ModelUpload {

    /** What a body is called until somebody looks at it. */
    private static final String BODY = "body";

    private final Vertx vertx;
    private final Path staged;
    private final long limit;
    private final List<Future<Void>> files = new ArrayList<>();
    private long bytes;

    private ModelUpload(Vertx vertx, Path staged, long limit) {
        this.vertx = vertx;
        this.staged = staged;
        this.limit = limit;
    }

    /**
     * Receives the body of a request into a folder of its own.
     *
     * @param limit of all files together, in bytes
     * @return the staged folder; gone where it fails
     */
    static Future<Path> receive(RoutingContext ctx, ModelShelf shelf, long limit) {
        HttpServerRequest request = ctx.request();
        if (length(request) > limit) {
            return Future.failedFuture(tooLarge(limit));
        }
        request.pause();
        return ctx.vertx()
                .executeBlocking(shelf::stage, false)
                .map(Objects::requireNonNull)
                .compose(staged -> {
                    ModelUpload upload = new ModelUpload(ctx.vertx(), staged, limit);
                    return upload.receive(ctx)
                            .map(staged)
                            .recover(failure -> upload.discard().compose(gone -> Future.failedFuture(failure)));
                });
    }

    /** Now, and again when the last of the files that were on their way has ended. */
    private Future<Path> discard() {
        Future.join(files).onComplete(ended -> deleteStaged());
        return deleteStaged();
    }

    private Future<Path> deleteStaged() {
        return vertx.executeBlocking(
                        () -> {
                            Intake.discard(staged);
                            return staged;
                        },
                        false)
                .map(Objects::requireNonNull);
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private Future<Void> receive(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (!Uploads.isForm(ctx)) {
            return save(request, BODY);
        }
        Promise<Void> ended = Promise.promise();
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> {
            if (files.size() == IntakeLimits.MOST_FILES) {
                ended.tryFail(Intake.tooManyFiles());
            } else if (!ended.future().isComplete()) {
                files.add(take(upload).onFailure(ended::tryFail));
            }
        });
        request.exceptionHandler(ended::tryFail);
        request.endHandler(end -> ended.tryComplete());
        request.resume();
        return ended.future().compose(end -> Future.all(files)).mapEmpty();
    }

    private Future<Void> take(HttpServerFileUpload upload) {
        upload.pause();
        return save(upload, upload.filename());
    }

    /** The stream is paused until its file is open. */
    private Future<Void> save(ReadStream<Buffer> stream, String name) {
        Path place;
        try {
            place = Intake.place(staged, name);
        } catch (IntakeException refused) {
            stream.resume();
            return Future.failedFuture(refused);
        }
        return vertx.executeBlocking(() -> Files.createDirectories(Objects.requireNonNull(place.getParent())), false)
                .compose(folder -> vertx.fileSystem()
                        .open(
                                place.toString(),
                                new OpenOptions().setCreateNew(true).setRead(false)))
                .recover(failure -> Future.failedFuture(isInTheWay(failure) ? Intake.twice(name, failure) : failure))
                .compose(file -> stream.pipe().endOnFailure(true).to(new Counted(file, this::count)));
    }

    /** True where the place is taken, or what should be a folder is a file. */
    private static boolean isInTheWay(Throwable failure) {
        return failure instanceof FileAlreadyExistsException
                || failure.getCause() instanceof FileAlreadyExistsException;
    }

    private void count(Buffer chunk) {
        bytes += chunk.length();
        if (bytes > limit) {
            throw tooLarge(limit);
        }
    }

    private static RuntimeException tooLarge(long limit) {
        return new Problem(
                        413,
                        "The model takes more than %,d bytes, the most that this server takes (REGARD_MODEL_LIMIT)."
                                .formatted(limit))
                .asException();
    }
}
