package dev.regard.remote;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/** Asks the operating system, as every other program here does, on threads of its own: it may take long to answer. */
public final class SystemResolver implements Resolver {

    private static final int THREADS = 4;

    private final WorkerExecutor threads;

    /** Its threads end with Vert.x. */
    public SystemResolver(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor("resolver", THREADS);
    }

    @Override
    public Future<List<InetAddress>> resolve(String host) {
        return threads.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
                .map(Objects::requireNonNull);
    }
}
