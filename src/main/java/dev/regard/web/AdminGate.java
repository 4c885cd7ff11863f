package dev.regard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who may change the library: whoever has the token, or where none is set, programs and pages of this machine, as
 * long as nobody else can reach the server.
 */
final class AdminGate implements PlatformHandler {

    /** Names of this machine. Others may lead here, too: a page elsewhere could have its own name point here. */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[?::1]?)(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private static final String BEARER = "Bearer ";
    private static final Problem FOREIGN =
            new Problem(403, "Pages of other sites may not change models: the Origin is not this server's.");
    private static final Problem CLOSED = new Problem(
            403,
            "Models cannot be changed here: others can reach this server, and it has no REGARD_ADMIN_TOKEN. Set one, and start it again.");
    private static final Problem NOT_HERE = new Problem(
            403, "Without a REGARD_ADMIN_TOKEN models can be changed from this machine only, as localhost.");
    private static final Problem TOKEN = new Problem(
            401, "Changing models takes the admin token: send 'Authorization: Bearer ' and REGARD_ADMIN_TOKEN.");

    private final @Nullable String token;
    private final boolean isPrivate;
    private final Origins origins;

    AdminGate(HttpSettings settings) {
        this.token = settings.adminToken();
        this.origins = settings.origins();
        this.isPrivate = THIS_MACHINE.matcher(settings.host()).matches() && !settings.proxy();
    }

    /** {@code token}, {@code open} or {@code closed}: what it takes to change models. */
    String adding() {
        return token != null ? "token" : isPrivate ? "open" : "closed";
    }

    @Override
    public void handle(RoutingContext ctx) {
        Problem problem = obstacle(ctx.request());
        if (problem == null) {
            ctx.next();
            return;
        }
        if (problem == TOKEN) {
            ctx.response().putHeader("WWW-Authenticate", "Bearer");
        }
        ctx.fail(problem.asException());
    }

    private @Nullable Problem obstacle(HttpServerRequest request) {
        if (!origins.isTrusted(request) && (token == null || !origins.mayAsk(request))) {
            return FOREIGN;
        } else if (token != null) {
            return hasToken(request, token) ? null : TOKEN;
        } else if (!isPrivate) {
            return CLOSED;
        }
        @Nullable String host = request.getHeader(HttpHeaders.HOST);
        return host != null && THIS_MACHINE.matcher(host).matches() ? null : NOT_HERE;
    }

    /** Takes the same time however much of it is right. */
    private static boolean hasToken(HttpServerRequest request, String token) {
        String given = request.getHeader(HttpHeaders.AUTHORIZATION);
        return given != null
                && given.startsWith(BEARER)
                && MessageDigest.isEqual(
                        given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }
}
