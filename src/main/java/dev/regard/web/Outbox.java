package dev.regard.web;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages on their way down a WebSocket. They wait here while the client reads slowly, where they can be taken back. */
final class Outbox {

    private static final short TRY_AGAIN_LATER = 1013;
    private static final int MOST_PROBLEMS = 1_000;

    private final ServerWebSocket socket;
    private final Runnable whenEmpty;
    private final Deque<JsonObject> waiting = new ArrayDeque<>();
    private int problems;

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

    void add(JsonObject message) {
        waiting.add(message);
    }

    /** A client that goes on asking but never reads is let go. */
    void addProblem(JsonObject problem) {
        if (++problems > MOST_PROBLEMS) {
            waiting.clear();
            socket.close(TRY_AGAIN_LATER, "messages are not being read");
        } else {
            waiting.add(problem);
        }
    }

    /** Takes back what has not left of the answer to a request. */
    void takeBack(Object id) {
        waiting.removeIf(message -> id.equals(message.getValue("id")));
    }

    /** Sends as much as the client takes. */
    void send() {
        while (!waiting.isEmpty() && !socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(waiting.remove().encode());
        }
        if (waiting.isEmpty()) {
            problems = 0;
            whenEmpty.run();
        }
    }
}
