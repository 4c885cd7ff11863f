package dev.regard.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address on the web, read strictly: two programs that read the same address differently are how guards are passed.
 *
 * @param isSecure whether it is one of https
 * @param host     a name in small letters, or an address in digits, that of IPv6 in brackets
 * @param port     of the server
 * @param target   what it is asked for: path and query, each letter as it was given
 */
record PictureAddress(boolean isSecure, String host, int port, String target) {

    private static final int LONGEST = 4096;
    private static final int LONGEST_NAME = 253;
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    /** 127.0.0.1, but none of its disguises: 0177.1, 0x7f000001 or 2130706433. */
    private static final Pattern IPV4 = Pattern.compile("((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})");

    private static final Pattern LOOKS_LIKE_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

    /** Reads what somebody typed or pasted; throws a {@link FetchException}. */
    static PictureAddress parse(String text) {
        return of(uri(text.strip()));
    }

    /** Where an answer sends us on to; throws a {@link FetchException}, always the same one. */
    PictureAddress redirected(@Nullable String location) {
        if (location == null) {
            throw FetchException.unreachable();
        }
        try {
            URI here = URI.create("%s://%s:%d%s".formatted(isSecure ? "https" : "http", host, port, target));
            return of(here.resolve(uri(location)));
        } catch (FetchException astray) {
            throw FetchException.unreachable();
        }
    }

    /** The address that the host itself is; null where it is a name. Looks nothing up. */
    @Nullable
    InetAddress literal() {
        if (!host.startsWith("[") && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException malformed) {
            throw FetchException.unreachable();
        }
    }

    private static PictureAddress of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!(scheme.equals("http") || scheme.equals("https")) || !authority.matches()) {
            throw FetchException.invalid();
        }
        boolean isSecure = scheme.equals("https");
        String port = authority.group("port");
        return new PictureAddress(
                isSecure,
                host(authority.group("host").toLowerCase(Locale.ROOT)),
                port == null ? isSecure ? 443 : 80 : Integer.parseInt(port),
                target(uri));
    }

    private static URI uri(String text) {
        if (text.length() > LONGEST) {
            throw FetchException.invalid();
        }
        try {
            // What a browser shows as letters of any language travels as bytes.
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException malformed) {
            throw FetchException.invalid();
        }
    }

    /** A dot at the end only says that the name is complete; no certificate has it. */
    private static String host(String given) {
        String host = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        boolean isAddress = host.startsWith("[") || IPV4.matcher(host).matches();
        boolean isName = NAME.matcher(host).matches() && host.length() <= LONGEST_NAME;
        if (!isAddress && (!isName || LOOKS_LIKE_A_NUMBER.matcher(host).matches())) {
            throw FetchException.unreachable();
        }
        return host;
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
