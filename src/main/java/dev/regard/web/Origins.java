package dev.regard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which site's page a request comes from, and which sites' pages may ask.
 *
 * @param others such as {@code https://example.org}; {@code *} is every site
 */
record Origins(List<String> others) {

    static final String ANY = "*";

    /** Browsers name the site of the page that asks; programs that are no browsers name none. */
    static boolean isOurs(HttpServerRequest request) {
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        @Nullable String host = request.getHeader(HttpHeaders.HOST);
        return origin == null || (host != null && host.equalsIgnoreCase(authority(origin)));
    }

    /** Whether the page that asks is ours, or one of a site that may ask. */
    boolean mayAsk(HttpServerRequest request) {
        return others.contains(ANY) || isTrusted(request);
    }

    /** Whether the page that asks is ours, or one of a site that was named. */
    boolean isTrusted(HttpServerRequest request) {
        return isOurs(request) || others.contains(String.valueOf(request.getHeader(HttpHeaders.ORIGIN)));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
