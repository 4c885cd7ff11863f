package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpResponseHead;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What it means when another server does not give what it was asked for. */
final class Answers {

    /** Where Hugging Face says what its status alone does not. */
    private static final String ERROR_CODE = "X-Error-Code";

    private static final String TOKEN_HINT = "set REGARD_HUB_TOKEN to a token of an account that may read it";

    private Answers() {}

    /**
     * The failure that an answer stands for.
     *
     * @param what     was asked for
     * @param host     that was asked
     * @param hasToken whether a token went along
     */
    static HubException failure(HttpResponseHead response, String what, String host, boolean hasToken) {
        String code = response.getHeader(ERROR_CODE);
        return switch (response.statusCode()) {
            case 401, 403 -> refused(what, host, code, hasToken);
            case 404, 410 -> notFound(what, host, code);
            case 407 -> new HubException(Kind.REFUSED, "The proxy on the way to %s wants a password.".formatted(host));
            case 429 ->
                HubException.unreachable(
                        "%s asks for patience: too much was asked of it.".formatted(host), retryAfter(response));
            case 408, 500, 502, 503, 504 ->
                HubException.unreachable(
                        "%s is not up to it for now (status %d).".formatted(host, response.statusCode()),
                        retryAfter(response));
            default ->
                new HubException(
                        Kind.WRONG_CONTENT,
                        "%s answers with status %d instead of %s.".formatted(host, response.statusCode(), what));
        };
    }

    /** Without a token the hub does not tell what is private from what does not exist. */
    private static HubException refused(String what, String host, @Nullable String code, boolean hasToken) {
        if ("GatedRepo".equals(code)) {
            return new HubException(
                    Kind.REFUSED, "%s is gated: accept its terms on %s, and %s.".formatted(what, host, TOKEN_HINT));
        }
        return new HubException(
                Kind.REFUSED,
                hasToken
                        ? "%s does not give %s to the owner of this token: check the name; if it is gated or private, %s."
                                .formatted(host, what, TOKEN_HINT)
                        : "%s does not give %s to everybody: it does not exist, or it is gated or private. Check the name, or %s."
                                .formatted(host, what, TOKEN_HINT));
    }

    private static HubException notFound(String what, String host, @Nullable String code) {
        String missing = code == null
                ? ""
                : switch (code) {
                    case "RepoNotFound" -> ": there is no such model";
                    case "RevisionNotFound" -> ": there is no such revision";
                    case "EntryNotFound" -> ": there is no such file";
                    default -> "";
                };
        return new HubException(Kind.NOT_FOUND, "%s does not have %s%s.".formatted(host, what, missing));
    }

    /** In seconds; the other form, a date, is as good as none. */
    private static @Nullable Duration retryAfter(HttpResponseHead response) {
        String seconds = response.getHeader(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }
}
