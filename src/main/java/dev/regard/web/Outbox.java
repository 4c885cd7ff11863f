package dev.regard.web;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Messages on their way down a WebSocket. They wait here while the client reads slowly, where they can be taken back. */
final class Outbox {

    private static final short TRY_AGAIN_LATER = 1013;
    private static final int MOST_PROBLEMS = 1_000;

    private final ServerWebSocket socket;
    private final Runnable whenEmpty;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int problems;

    private record Waiting(@Nullable Object id, Supplier<JsonObject> message) {}

    /** @param whenEmpty runs each time when the last message has left */
    Outbox(ServerWebSocket socket, Runnable whenEmpty) {
        this.socket = socket;
        this.whenEmpty = whenEmpty;
        socket.drainHandler(drained -> send());
    }

    /** True where everything has left. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Adds a message.
     *
     * @param id      of the request that it answers; null where it answers none
     * @param message made when it is its turn
     */
    void add(@Nullable Object id, Supplier<JsonObject> message) {
        waiting.add(new Waiting(id, message));
    }

    /** A client that goes on asking but never reads is let go. */
    void addProblem(@Nullable Object id, Supplier<JsonObject> problem) {
        if (++problems > MOST_PROBLEMS) {
            waiting.clear();
            socket.close(TRY_AGAIN_LATER, "messages are not being read");
        } else {
            add(id, problem);
        }
    }

    /** Takes back what has not left of the answer to a request. */
    void takeBack(Object id) {
        waiting.removeIf(message -> id.equals(message.id()));
    }

    /** Sends as much as the client takes. */
    void send() {
        while (!waiting.isEmpty() && !socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(waiting.remove().message().get().encode());
        }
        if (waiting.isEmpty()) {
            problems = 0;
            whenEmpty.run();
        }
    }
}
