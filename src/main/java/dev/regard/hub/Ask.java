package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request for an address, and for those that it is sent on to.
 *
 * <p>Vert.x could follow by itself, but takes the token along to any host, and decodes the query: the signed addresses
 * of the hub's storage do not survive that.
 *
 * @param address       to be asked
 * @param headers       besides the token
 * @param token         null where there is none, or it is not for this host
 * @param redirectsLeft how often it may still be sent on
 */
record Ask(URI address, MultiMap headers, @Nullable String token, int redirectsLeft) {

    private static final int MOST_REDIRECTS = 5;

    /** The first one of a chain: the token goes along only where the address is the hub's own. */
    static Ask first(URI address, MultiMap headers, HubSettings settings) {
        String token = isSameOrigin(address, settings.address()) ? settings.token() : null;
        return new Ask(address, headers, token, MOST_REDIRECTS);
    }

    /**
     * The next one, to where an answer points.
     *
     * @throws HubException where that is no place to go
     */
    Ask redirected(@Nullable String location) {
        if (redirectsLeft == 0) {
            throw new HubException(Kind.WRONG_CONTENT, host() + " leads nowhere: it sends us on and on.");
        }
        URI next = target(location);
        return new Ask(next, headers, isSameOrigin(next, address) ? token : null, redirectsLeft - 1);
    }

    private URI target(@Nullable String location) {
        URI next;
        try {
            next = address.resolve(location == null ? "" : location);
        } catch (IllegalArgumentException unreadable) {
            throw astray();
        }
        boolean isSecure = "https".equals(next.getScheme());
        boolean staysPlain = "http".equals(next.getScheme()) && "http".equals(address.getScheme());
        if (location == null || next.getHost() == null || next.getRawUserInfo() != null || !(isSecure || staysPlain)) {
            throw astray();
        }
        return next;
    }

    private HubException astray() {
        return new HubException(
                Kind.WRONG_CONTENT, host() + " sends us on to an address that is none, or that is not encrypted.");
    }

    /** All headers of the request. */
    MultiMap allHeaders() {
        MultiMap all = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        return token == null ? all : all.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    /** Who is asked. */
    String host() {
        return address.getHost();
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }
}
