package dev.regard.remote;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches pictures from servers that a guard allows. A name is resolved once for each connection, all that it resolves to
 * is shown to the guard, and the connection goes to exactly that: a name that leads elsewhere a moment later is not asked
 * again. Redirects are followed here and not by the Web Client, so that each is looked at like the first address.
 */
public final class PictureFetch {

    private final Vertx vertx;
    private final Resolver resolver;
    private final AddressGuard guard;
    private final FetchLimits limits;
    private final WebClientOptions options;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Opens nothing, and keeps nothing open. */
    public PictureFetch(Vertx vertx, Resolver resolver, AddressGuard guard, FetchLimits limits) {
        this(vertx, resolver, guard, limits, new WebClientOptions());
    }

    /** @param trust whose certificates are believed */
    PictureFetch(Vertx vertx, Resolver resolver, AddressGuard guard, FetchLimits limits, WebClientOptions trust) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.guard = guard;
        this.limits = limits;
        this.options = new WebClientOptions(trust)
                .setConnectTimeout((int) limits.time().toMillis())
                .setKeepAlive(false)
                // A few kilobytes could unfold to gigabytes.
                .setDecompressionSupported(false)
                .setFollowRedirects(false)
                .setUserAgent("regard");
    }

    /** What lies at an address, which need not be a picture; fails with {@link FetchException}. */
    public Future<Buffer> fetch(String text) {
        PictureAddress address;
        try {
            address = PictureAddress.parse(text);
        } catch (FetchException invalid) {
            return Future.failedFuture(invalid);
        }
        if (underWay.incrementAndGet() > limits.atOnce()) {
            underWay.decrementAndGet();
            return Future.failedFuture(FetchException.busy());
        }
        // One for each picture: closing it is what ends a request whatever it is at.
        WebClient client = WebClient.create(vertx, options);
        return follow(client, address, FetchLimits.MOST_REDIRECTS)
                // Not when the time is over: who waits for a slow resolver still takes one of its threads.
                .onComplete(ended -> underWay.decrementAndGet())
                .timeout(limits.time().toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(ended -> client.close())
                .recover(failure -> Future.failedFuture(
                        failure instanceof FetchException known ? known : FetchException.unreachable()));
    }

    private Future<Buffer> follow(WebClient client, PictureAddress address, int redirectsLeft) {
        BoundedBody body = new BoundedBody(limits.bytes());
        return allowed(address)
                .compose(servers -> get(client, address, servers, body))
                .recover(failure -> Future.failedFuture(reason(failure)))
                .compose(response -> switch (response.statusCode()) {
                    case 200 -> Future.succeededFuture(body.bytes());
                    case 301, 302, 303, 307, 308 ->
                        redirectsLeft == 0
                                ? Future.failedFuture(FetchException.unreachable())
                                : follow(
                                        client,
                                        address.redirected(response.getHeader(HttpHeaders.LOCATION)),
                                        redirectsLeft - 1);
                    default -> Future.failedFuture(FetchException.refused(response.statusCode()));
                });
    }

    /** What the host is or resolves to; nothing at all where only one of several is not allowed. */
    private Future<List<InetAddress>> allowed(PictureAddress address) {
        InetAddress literal = address.literal();
        Future<List<InetAddress>> resolved =
                literal == null ? resolver.resolve(address.host()) : Future.succeededFuture(List.of(literal));
        return resolved.map(servers -> {
            if (servers.isEmpty() || !servers.stream().allMatch(server -> guard.allows(server, address.port()))) {
                throw FetchException.unreachable();
            }
            return servers;
        });
    }

    /** By the first of these that can be connected to. */
    private Future<HttpResponse<Void>> get(
            WebClient client, PictureAddress address, List<InetAddress> servers, BoundedBody body) {
        // In digits: a socket address with a name would be resolved once more.
        SocketAddress server = SocketAddress.inetSocketAddress(
                address.port(), servers.getFirst().getHostAddress());
        Future<HttpResponse<Void>> response = client.request(HttpMethod.GET, server, request(address))
                .as(BodyCodec.pipe(body))
                .send();
        return servers.size() == 1
                ? response
                : response.recover(failure -> failure instanceof SocketException && body.isEmpty()
                        ? get(client, address, servers.subList(1, servers.size()), body)
                        : Future.failedFuture(failure));
    }

    /** To the name, which is what the server and its certificate are called. */
    private static RequestOptions request(PictureAddress address) {
        return new RequestOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.isSecure())
                .setURI(address.target())
                .putHeader(HttpHeaders.ACCEPT, "image/*")
                .putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
    }

    /** A stream that was refused says so as the cause of its failure. */
    private static Throwable reason(Throwable failure) {
        return failure.getCause() instanceof FetchException known ? known : failure;
    }
}
