package dev.regard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which site's page a request comes from. */
final class Origins {

    private Origins() {}

    /** Browsers name the site of the page that asks; programs that are no browsers name none. */
    static boolean isOurs(HttpServerRequest request) {
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        @Nullable String host = request.getHeader(HttpHeaders.HOST);
        return origin == null || (host != null && host.equalsIgnoreCase(authority(origin)));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
