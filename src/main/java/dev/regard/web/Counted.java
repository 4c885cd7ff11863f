package dev.regard.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream that somebody looks at before it is written, and may refuse by throwing. */
final class Counted implements WriteStream<Buffer> {

    private final WriteStream<Buffer> written;
    private final Consumer<Buffer> look;

    Counted(WriteStream<Buffer> written, Consumer<Buffer> look) {
        this.written = written;
        this.look = look;
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        try {
            look.accept(chunk);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
        return written.write(chunk);
    }

    @Override
    public Future<Void> end() {
        return written.end();
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        written.setWriteQueueMaxSize(size);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return written.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        written.drainHandler(handler);
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        written.exceptionHandler(handler);
        return this;
    }
}
