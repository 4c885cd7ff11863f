package dev.regard.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Puts the whole server under a path of its own, as a reverse proxy may want it. Routes know nothing of it: the path is taken
 * off before a request is routed, and put before the addresses that answers name. A proxy may take it off itself, too.
 *
 * @param path empty, or as {@code /regard}
 */
record BasePath(String path) {

    private static final List<CharSequence> LOCATIONS = List.of(HttpHeaders.LOCATION, HttpHeaders.CONTENT_LOCATION);

    /** The address of a path of this server. */
    String at(String local) {
        return path + local;
    }

    /** Takes the path off the requests of a connection; is to be called before anything is read from it. */
    void watch(HttpConnection connection) {
        if (!path.isEmpty()) {
            ((ConnectionBase) connection)
                    .channelHandlerContext()
                    .pipeline()
                    .addBefore("handler", BasePath.class.getSimpleName(), new Remover(path));
        }
    }

    /** Puts the path before what headers name. */
    Handler<RoutingContext> headers() {
        return ctx -> {
            if (!path.isEmpty()) {
                ctx.addHeadersEndHandler(sent -> LOCATIONS.forEach(name -> complete(ctx, name)));
            }
            ctx.next();
        };
    }

    private void complete(RoutingContext ctx, CharSequence name) {
        String address = ctx.response().headers().get(name);
        if (address != null && address.startsWith("/")) {
            ctx.response().putHeader(name, at(address));
        }
    }

    private static final class Remover extends ChannelInboundHandlerAdapter {
        private final String path;

        Remover(String path) {
            this.path = path;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request && isWithin(request.uri())) {
                String local = request.uri().substring(path.length());
                request.setUri(local.startsWith("/") ? local : "/" + local);
            }
            ctx.fireChannelRead(message);
        }

        private boolean isWithin(String uri) {
            return uri.startsWith(path)
                    && (uri.length() == path.length() || "/?".indexOf(uri.charAt(path.length())) >= 0);
        }
    }
}
