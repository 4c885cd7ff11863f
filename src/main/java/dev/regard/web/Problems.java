package dev.regard.web;

import dev.regard.hub.HubException;
import dev.regard.intake.IntakeException;
import dev.regard.remote.FetchException;
import dev.regard.store.UnknownLink;
import dev.regard.store.UnknownPicture;
import dev.regard.store.WrongToken;
import dev.regard.worker.Overloaded;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become answers. What is not meant for a client stays in the log. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    /** Failures that the router itself finds. */
    private static final Map<Integer, String> ROUTER_FAILURES = Map.of(
            400, "The request cannot be read.",
            404, "There is nothing at this address.",
            405, "This address does not know this method.",
            406, "This address has nothing in a form that the request accepts.",
            408, "The request took too long to arrive.",
            413, Limits.PICTURE_TOO_LARGE,
            415, "Send multipart/form-data or application/json.",
            500, "Something went wrong on the server. Its log says what.");

    private Problems() {}

    /** Makes a router answer failures as problems. */
    static void install(Router router) {
        ROUTER_FAILURES.keySet().forEach(status -> router.errorHandler(status, ctx -> answer(ctx, status)));
        router.errorHandler(405, ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, allowed(router, ctx.normalizedPath()));
            answer(ctx, 405);
        });
    }

    static Problem of(Throwable failure) {
        return switch (failure) {
            case Problem.Exception known -> known.problem();
            case Overloaded overloaded ->
                new Problem(overloaded.isByClient() ? 429 : 503, sentence(overloaded), overloaded.retryAfterSeconds());
            case IntakeException refused ->
                new Problem(refused.kind() == IntakeException.Kind.TOO_LARGE ? 413 : 400, sentence(refused));
            case HubException hub -> ofHub(hub);
            case FetchException fetch -> ofFetch(fetch);
            case UnknownPicture unknown -> new Problem(404, sentence(unknown));
            case UnknownLink unknown -> new Problem(404, sentence(unknown));
            case WrongToken wrong -> new Problem(403, sentence(wrong));
            case ReplyException reply -> ofReply(reply);
            case HttpException http -> ofRouter(http.getStatusCode());
            case DecoderException malformed -> ofRouter(400);
            default -> unexpected(failure);
        };
    }

    private static void answer(RoutingContext ctx, int status) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        @Nullable Throwable failure = ctx.failure();
        Problem problem = failure == null ? ofRouter(status) : of(failure);
        if (problem.retryAfterSeconds() != null) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds().toString());
        }
        response.setStatusCode(problem.status());
        Responses.json(ctx, "application/problem+json", problem.toJson().put("type", "about:blank"));
    }

    private static Problem ofHub(HubException failure) {
        int status = switch (failure.kind()) {
            case INVALID -> 400;
            case REFUSED -> 403;
            case NOT_FOUND -> 404;
            case CANCELLED -> 409;
            case TOO_LARGE -> 413;
            case WRONG_CONTENT, UNREACHABLE -> 502;
            case STORAGE -> 507;
        };
        return new Problem(status, sentence(failure));
    }

    private static Problem ofFetch(FetchException failure) {
        return switch (failure.kind()) {
            case INVALID -> new Problem(400, sentence(failure));
            case TOO_LARGE -> new Problem(413, sentence(failure));
            case UNREACHABLE, REFUSED -> new Problem(422, sentence(failure));
            case BUSY -> new Problem(503, sentence(failure), RETRY_AFTER_SECONDS);
        };
    }

    private static String allowed(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && path.matches(pattern(String.valueOf(route.getPath()))))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String pattern(String path) {
        return path.replaceAll(":\\w+", "[^/]+").replace("*", ".*");
    }

    private static Problem ofRouter(int status) {
        return new Problem(status, ROUTER_FAILURES.getOrDefault(status, "The request failed."));
    }

    private static Problem ofReply(ReplyException reply) {
        return switch (reply.failureType()) {
            case RECIPIENT_FAILURE -> new Problem(reply.failureCode(), sentence(reply));
            case TIMEOUT -> new Problem(504, "The work took too long and was given up.");
            case NO_HANDLERS ->
                new Problem(503, "The server is starting or stopping. Try again soon.", RETRY_AFTER_SECONDS);
            case ERROR -> unexpected(reply);
        };
    }

    private static String sentence(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "The request failed.");
    }

    private static Problem unexpected(Throwable failure) {
        LOG.error("A request failed", failure);
        return ofRouter(500);
    }
}
