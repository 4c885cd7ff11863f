package dev.regard.web;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/** Who asks: as far as the network tells. */
final class Clients {

    private Clients() {}

    /** One name for all requests from an address. */
    static String name(RoutingContext ctx) {
        SocketAddress address = ctx.request().remoteAddress();
        return address == null || address.host() == null ? "unknown" : address.host();
    }
}
