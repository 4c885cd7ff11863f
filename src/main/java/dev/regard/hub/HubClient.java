package dev.regard.hub;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpResponseHead;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All that goes out to the hub and to where it sends us. What is small comes whole through Vert.x' Web Client; files
 * come through the HTTP client below it, because a body codec of the Web Client does not learn the status, and with it
 * whether the bytes go on where the last try broke off or begin anew.
 */
public final class HubClient {

    private final HubSettings settings;
    private final Patience patience;
    private final HttpClientAgent http;
    private final WebClient web;

    /** Opens nothing yet; {@link #close} when nobody needs it any more. */
    public HubClient(Vertx vertx, HubSettings settings, Patience patience) {
        this.settings = settings;
        this.patience = patience;
        this.http = vertx.createHttpClient(options(settings, patience));
        this.web = WebClient.wrap(http, new WebClientOptions().setUserAgentEnabled(false));
    }

    private static HttpClientOptions options(HubSettings settings, Patience patience) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) patience.connect().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) patience.idle().toMillis());
        URI proxy = settings.proxy();
        return proxy == null ? options : options.setProxyOptions(proxyOptions(proxy));
    }

    private static ProxyOptions proxyOptions(URI proxy) {
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.valueOf(proxy.getScheme().toUpperCase(Locale.ROOT)))
                .setHost(proxy.getHost())
                .setPort(proxy.getPort());
        String user = proxy.getUserInfo();
        if (user != null) {
            String[] parts = user.split(":", 2);
            options.setUsername(parts[0]).setPassword(parts.length > 1 ? parts[1] : "");
        }
        return options;
    }

    HubSettings settings() {
        return settings;
    }

    Patience patience() {
        return patience;
    }

    /** A small answer, whole, whatever its status. */
    Future<HttpResponse<Buffer>> getWhole(URI address) {
        return following(
                Ask.first(address, headers(), settings),
                ask -> web.requestAbs(HttpMethod.GET, ask.address().toString())
                        .followRedirects(false)
                        .timeout(patience.idle().toMillis())
                        .putHeaders(ask.allHeaders())
                        .send());
    }

    /**
     * An answer of any size and status, paused before its body.
     *
     * @param extra     headers besides the usual ones
     * @param onRequest is told each request that goes out, so that it can be ended
     */
    Future<HttpClientResponse> get(URI address, MultiMap extra, Consumer<HttpClientRequest> onRequest) {
        return following(
                Ask.first(address, headers().addAll(extra), settings),
                ask -> http.request(options(ask)).compose(request -> {
                    onRequest.accept(request);
                    return request.send().map(HubClient::pausedUnlessRedirect);
                }));
    }

    private RequestOptions options(Ask ask) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(ask.address().toString())
                .setHeaders(ask.allHeaders())
                .setIdleTimeout(patience.idle().toMillis());
    }

    /**
     * Nobody reads the body of a redirect: it flows by. A break while nobody reads yet fails whoever begins to; Vert.x
     * would log it as an error besides.
     */
    private static HttpClientResponse pausedUnlessRedirect(HttpClientResponse response) {
        if (!isRedirect(response)) {
            response.pause().exceptionHandler(failure -> {});
        }
        return response;
    }

    private static <R extends HttpResponseHead> Future<R> following(Ask ask, Function<Ask, Future<R>> send) {
        return send.apply(ask)
                .recover(failure -> Future.failedFuture(HubException.onTheWay(ask.host(), failure)))
                .compose(response -> isRedirect(response)
                        ? following(ask.redirected(response.getHeader(HttpHeaders.LOCATION)), send)
                        : Future.succeededFuture(response));
    }

    private static boolean isRedirect(HttpResponseHead response) {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Sizes and checksums are those of the bytes as they are, so that nothing may be compressed on the way. */
    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap()
                .set(HttpHeaders.USER_AGENT, "regard")
                .set(HttpHeaders.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
    }

    /** Ends what is under way. */
    public Future<Void> close() {
        return http.close();
    }
}
