package dev.regard.remote;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** Collects what arrives, however it is announced, and fails as soon as it is more than it may be. */
final class BoundedBody implements WriteStream<Buffer> {

    private final int mostBytes;
    private final Buffer bytes = Buffer.buffer();

    BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    Buffer bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes.length() == 0;
    }

    @Override
    public Future<Void> write(Buffer piece) {
        if (bytes.length() + piece.length() > mostBytes) {
            return Future.failedFuture(FetchException.tooLarge(mostBytes));
        }
        bytes.appendBuffer(piece);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int most) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }
}
