package dev.regard.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** One answer of a server that does something else than it should. */
@FunctionalInterface
interface Misbehaviour {

    String VERSION = "\"v1\"";

    /** Answers a request for a file of this content. */
    void answer(HttpServerRequest request, Buffer content);

    /** As it should be: with ranges, and only of the version that was begun with. */
    static void serve(HttpServerRequest request, Buffer content) {
        int start = start(request);
        if (start > content.length()) {
            request.response().setStatusCode(416).end();
            return;
        }
        head(request, content, start).end(content.getBuffer(start, content.length()));
    }

    /** Closes the connection after some bytes. */
    static Misbehaviour breaksAfter(int bytes) {
        return (request, content) -> {
            int start = start(request);
            head(request, content, start)
                    .write(content.getBuffer(start, start + bytes))
                    .onComplete(written -> request.connection().close());
        };
    }

    /** Says nothing more after some bytes, and does not close the connection either. */
    static Misbehaviour hangsAfter(int bytes) {
        return (request, content) -> {
            int start = start(request);
            head(request, content, start).write(content.getBuffer(start, start + bytes));
        };
    }

    /** Ends before the end, as if that were all, without having announced a length. */
    static Misbehaviour endsAfter(int bytes) {
        return (request, content) -> request.response().setChunked(true).end(content.getBuffer(0, bytes));
    }

    static Misbehaviour neverAnswers() {
        return (request, content) -> {};
    }

    /** Gives everything, whatever part was asked for. */
    static Misbehaviour ignoresRange() {
        return (request, content) -> request.response().end(content);
    }

    static Misbehaviour gives(Buffer other) {
        return (request, content) -> request.response().end(other);
    }

    /** Gives something without saying how long it is. */
    static Misbehaviour givesChunked(Buffer other) {
        return (request, content) -> request.response().setChunked(true).end(other);
    }

    static Misbehaviour status(int status, Map<String, String> headers) {
        return (request, content) -> {
            headers.forEach(request.response()::putHeader);
            request.response().setStatusCode(status).end("sorry");
        };
    }

    static Misbehaviour status(int status) {
        return status(status, Map.of());
    }

    private static HttpServerResponse head(HttpServerRequest request, Buffer content, int start) {
        HttpServerResponse response = request.response()
                .putHeader("ETag", VERSION)
                .putHeader("Content-Length", String.valueOf(content.length() - start));
        return start == 0
                ? response
                : response.setStatusCode(206)
                        .putHeader(
                                "Content-Range",
                                "bytes %d-%d/%d".formatted(start, content.length() - 1, content.length()));
    }

    private static int start(HttpServerRequest request) {
        String range = request.getHeader("Range");
        String version = request.getHeader("If-Range");
        return range == null || (version != null && !version.equals(VERSION))
                ? 0
                : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }
}
