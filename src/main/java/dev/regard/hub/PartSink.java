package dev.regard.hub;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.streams.WriteStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes what arrives, counts it, and takes no more than was announced. */
final class PartSink implements WriteStream<Buffer> {

    private final AsyncFile file;
    private final Download download;
    private final LongConsumer progress;
    private long position;

    /**
     * Goes on with a file.
     *
     * @param progress is told the position after each piece
     */
    PartSink(AsyncFile file, long position, Download download, LongConsumer progress) {
        this.file = file;
        this.position = position;
        this.download = download;
        this.progress = progress;
    }

    @Override
    public Future<Void> write(Buffer data) {
        if (position + data.length() > download.bytes()) {
            return Future.failedFuture(Impostor.tooLong(download));
        }
        position += data.length();
        Future<Void> written = file.write(data);
        progress.accept(position);
        return written.recover(failure -> Future.failedFuture(HubException.storing(download.fileName(), failure)));
    }

    /** Who opened the file closes it. */
    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        file.exceptionHandler(handler);
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int most) {
        file.setWriteQueueMaxSize(most);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return file.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        file.drainHandler(handler);
        return this;
    }
}
