package dev.regard.hub;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where models come from. Cannot be invalid: the constructor throws an {@link IllegalArgumentException} of one sentence.
 *
 * @param address   of the hub or of a mirror of it, which may have a path
 * @param token     sent to the hub and to nobody else, never shown; null where there is none
 * @param proxy     for everything that goes out, such as {@code http://user:password@proxy:3128}; null where there is none
 * @param mostBytes of one model with all its files
 */
public record HubSettings(
        URI address, @Nullable String token, @Nullable URI proxy, long mostBytes) {

    private static final Set<String> HUB_SCHEMES = Set.of("http", "https");
    private static final Set<String> PROXY_SCHEMES = Set.of("http", "socks4", "socks5");

    /** Hugging Face's own. */
    public static final URI HUGGING_FACE = URI.create("https://huggingface.co");

    /** Room for the largest classifiers that people explain. */
    public static final long MOST_BYTES = 2L << 30;

    /** The hub of Hugging Face, without token or proxy. */
    public static final HubSettings USUAL = new HubSettings(HUGGING_FACE, null, null, MOST_BYTES);

    public HubSettings {
        if (!hasHost(address, HUB_SCHEMES) || address.getRawQuery() != null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The address of the hub is '%s' but must be like https://huggingface.co.".formatted(address));
        }
        if (token != null && !token.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("The token for the hub must be one word of plain characters.");
        }
        if (proxy != null && (!hasHost(proxy, PROXY_SCHEMES) || proxy.getPort() < 0)) {
            throw new IllegalArgumentException(
                    "The proxy on the way to the hub must be like http://proxy:3128 or socks5://proxy:1080.");
        }
        if (mostBytes < 1) {
            throw new IllegalArgumentException(
                    "The most bytes of one model are %d but must be more than 0.".formatted(mostBytes));
        }
        address = URI.create(address.toString().replaceFirst("/+$", ""));
    }

    private static boolean hasHost(URI address, Set<String> schemes) {
        return address.getHost() != null && schemes.contains(address.getScheme());
    }

    /** Everything but the token and the password of the proxy. */
    @Override
    public String toString() {
        return "hub %s, token %s, proxy %s, at most %d bytes a model"
                .formatted(
                        address,
                        token == null ? "none" : "set",
                        proxy == null ? "none" : proxy.getHost() + ":" + proxy.getPort(),
                        mostBytes);
    }
}
