package dev.regard.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A file that is not there yet: what has arrived of it has a name of its own until it is whole and right. */
final class PartFile {

    static final String SUFFIX = ".part";

    private final Vertx vertx;
    private final Download download;
    private final Path whole;
    private final Path part;

    PartFile(Vertx vertx, Path folder, Download download) {
        this.vertx = vertx;
        this.download = download;
        this.whole = folder.resolve(download.fileName());
        this.part = part(folder, download);
    }

    private static Path part(Path folder, Download download) {
        return folder.resolve(download.fileName() + SUFFIX);
    }

    /** How much of a file need not be fetched any more. */
    static long bytesThere(Path folder, Download download) throws IOException {
        Path whole = folder.resolve(download.fileName());
        Path part = part(folder, download);
        return Math.min(
                download.bytes(), Files.exists(whole) ? Files.size(whole) : Files.exists(part) ? Files.size(part) : 0);
    }

    /** Whether the file was fetched before, and is what was announced. */
    Future<Boolean> isFinished() {
        return blocking(() -> Files.isRegularFile(whole) && matches(whole));
    }

    /** How much is there to go on from. Without a checksum nothing would tell whether the two pieces belong together. */
    Future<Long> resumable() {
        return blocking(() -> {
            long there = Files.isRegularFile(part) && download.checksum() != null ? Files.size(part) : 0;
            return there <= download.bytes() ? there : 0;
        });
    }

    /** To be written on from a position; what lies behind it goes. */
    Future<AsyncFile> open(long position) {
        return vertx.fileSystem()
                .open(part.toString(), new OpenOptions().setWrite(true).setCreate(true))
                .compose(file -> vertx.fileSystem()
                        .truncate(part.toString(), position)
                        .map(file.setWritePos(position))
                        .onFailure(failure -> file.close()))
                .recover(failure -> Future.failedFuture(HubException.storing(download.fileName(), failure)));
    }

    /** Takes away what is there. */
    Future<Void> empty() {
        return vertx.fileSystem()
                .truncate(part.toString(), 0)
                .recover(failure -> Future.failedFuture(HubException.storing(download.fileName(), failure)));
    }

    /** Whether what is there now is the whole file, and what was announced. */
    Future<Boolean> isRight() {
        return blocking(() -> matches(part));
    }

    private boolean matches(Path file) throws IOException {
        Checksum checksum = download.checksum();
        return Files.size(file) == download.bytes() && (checksum == null || checksum.matches(file));
    }

    Future<Long> size() {
        return blocking(() -> Files.size(part));
    }

    /** The first bytes, which tell what it is. */
    Future<Buffer> head() {
        return blocking(() -> {
            try (InputStream content = Files.newInputStream(part)) {
                return Buffer.buffer(content.readNBytes(Impostor.HEAD_BYTES));
            }
        });
    }

    /** Gives it its name. */
    Future<Void> finish() {
        return blocking(() ->
                        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING))
                .mapEmpty();
    }

    Future<Void> delete() {
        return blocking(() -> Files.deleteIfExists(part)).mapEmpty();
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false)
                .map(Objects::requireNonNull)
                .recover(failure -> Future.failedFuture(HubException.storing(download.fileName(), failure)));
    }
}
