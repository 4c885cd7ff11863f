package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What comes up the WebSocket as text. The id is chosen by the client: a text or a number. */
sealed interface LiveRequest {

    /** Explain a picture that the server has or can fetch; where the fields name none, those that follow as binary messages. */
    record Explain(Object id, ExplainFields fields) implements LiveRequest {}

    /** Give up the request of this id. */
    record Cancel(Object id) implements LiveRequest {}

    /** A message that is none of these, with its id where it has one. */
    record Malformed(@Nullable Object id, Problem problem) implements LiveRequest {}

    static LiveRequest parse(String text) {
        Object id = null;
        try {
            JsonObject message = ExplainFields.parse(Buffer.buffer(text));
            id = message.remove("id");
            return of(id, message);
        } catch (Problem.Exception malformed) {
            return new Malformed(id instanceof String || id instanceof Number ? id : null, malformed.problem());
        }
    }

    private static LiveRequest of(@Nullable Object id, JsonObject message) {
        Object type = message.remove("type");
        if (!(id instanceof String) && !(id instanceof Number)) {
            throw new Problem(400, "A message needs an 'id', a text or a number, which its answers carry.")
                    .asException();
        } else if ("explain".equals(type)) {
            return new Explain(id, ExplainFields.ofJson(message));
        } else if ("cancel".equals(type)) {
            return new Cancel(id);
        }
        throw new Problem(400, "The 'type' of a message is 'explain' or 'cancel'.").asException();
    }
}
