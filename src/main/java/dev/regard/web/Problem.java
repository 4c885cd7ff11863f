package dev.regard.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for the one who asked (RFC 9457).
 *
 * @param status            of HTTP
 * @param detail            a sentence: what was given, what is accepted, what to do
 * @param retryAfterSeconds when it is worth asking again; null where it is not
 */
record Problem(int status, String detail, @Nullable Integer retryAfterSeconds) {

    Problem(int status, String detail) {
        this(status, detail, null);
    }

    /** As an exception, to fail a future or leave a parser with. */
    Problem.Exception asException() {
        return new Exception(this);
    }

    /** The same in another language. */
    Problem in(Language language) {
        return new Problem(status, language.say(detail), retryAfterSeconds);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("status", status)
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("detail", detail);
        return retryAfterSeconds == null ? json : json.put("retryAfter", retryAfterSeconds);
    }

    /** Carries a problem. Has no stack trace: it tells of a client's mistake, not of ours. */
    static final class Exception extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private Exception(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
