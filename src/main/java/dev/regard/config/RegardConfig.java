package dev.regard.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the server. Cannot be invalid: the constructor throws an {@link IllegalArgumentException} of one
 * sentence that names the setting, what was given and what is accepted.
 *
 * @param host       REGARD_HOST, the address to listen on
 * @param port       REGARD_PORT, where 0 takes any free one
 * @param base       REGARD_BASE, a path that the server's addresses begin with, as {@code /regard}; empty: with none
 * @param models     REGARD_MODELS, folders of model folders besides the embedded ones
 * @param data       REGARD_DATA, where pictures are kept
 * @param device     REGARD_DEVICE: auto, cpu, cuda or cuda:n
 * @param adminToken REGARD_ADMIN_TOKEN, never shown; null where there is none
 * @param queue      REGARD_QUEUE, how many requests may wait
 * @param longRuns   REGARD_LONG_RUNS, how many explanations that take long are worked on at once, slice by slice
 * @param clientLongRuns REGARD_CLIENT_LONG_RUNS, how many of these one client may have at work or waiting
 * @param proxy      REGARD_PROXY, whether a reverse proxy stands before the server and says who asks
 * @param urls       REGARD_URLS, whether pictures are fetched from public servers by their address
 * @param rate       REGARD_RATE, how often one client may ask for work in a minute; 0: as often as it likes
 * @param cors       REGARD_CORS, sites whose pages may ask, or {@code *}
 * @param dataLimit  REGARD_DATA_LIMIT, in bytes
 * @param modelLimit REGARD_MODEL_LIMIT, for all files of one model that is added, in bytes
 * @param links      how long and how much of what is shared is kept
 * @param hub        where models are fetched from by name
 */
public record RegardConfig(
        String host,
        int port,
        String base,
        List<Path> models,
        Path data,
        String device,
        @Nullable String adminToken,
        int queue,
        int longRuns,
        int clientLongRuns,
        boolean proxy,
        boolean urls,
        int rate,
        List<String> cors,
        long dataLimit,
        long modelLimit,
        Links links,
        Hub hub) {

    /**
     * Links to explanations.
     *
     * @param days  REGARD_LINK_DAYS, after which they go
     * @param limit REGARD_LINK_LIMIT, of all of them together, in bytes
     */
    public record Links(int days, long limit) {

        public Links {
            check(days >= 1 && days <= 36_500, "REGARD_LINK_DAYS", days, "a whole number from 1 to 36500");
            check(
                    limit >= SMALLEST_DATA_LIMIT,
                    "REGARD_LINK_LIMIT",
                    limit,
                    "a size of at least 32M, such as 500M or 2G");
        }
    }

    /**
     * A model hub.
     *
     * @param address REGARD_HUB, of the hub or a mirror of it
     * @param token   REGARD_HUB_TOKEN, never shown; null where there is none
     * @param proxy   REGARD_HUB_PROXY, an address that leads there; null where there is none
     */
    public record Hub(
            String address,
            @Nullable String token,
            @Nullable String proxy) {

        public Hub {
            check(isHttp(address), "REGARD_HUB", address, "an http or https address");
            check(
                    proxy == null || isUri(proxy),
                    "REGARD_HUB_PROXY",
                    String.valueOf(proxy),
                    "an address such as http://proxy:3128");
        }

        private static boolean isHttp(String text) {
            return isUri(text) && (text.startsWith("https://") || text.startsWith("http://"));
        }

        private static boolean isUri(String text) {
            try {
                return new URI(text).getHost() != null;
            } catch (URISyntaxException malformed) {
                return false;
            }
        }

        /** Everything but the token. */
        @Override
        public String toString() {
            return "%s, token %s, proxy %s"
                    .formatted(address, token == null ? "none" : "set", proxy == null ? "none" : "set");
        }
    }

    /** Room for at least one picture of the largest size. */
    static final long SMALLEST_DATA_LIMIT = 32L << 20;

    static final String RATES = "off, or how often one client may ask in a minute: a whole number from 1 to 1000000";

    private static final Pattern BASE = Pattern.compile("(/[0-9A-Za-z_~-][0-9A-Za-z._~-]*)*");
    private static final String BASES = "/ or a path such as /regard/, of letters, digits, dots and hyphens";
    private static final String ORIGINS = "* or origins such as https://example.org, separated by commas";
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[0-9A-Za-z.:\\[\\]-]+");
    private static final int SHORTEST_TOKEN = 16;
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z_.:%-]+");
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,3})?");

    public RegardConfig {
        models = List.copyOf(models);
        cors = List.copyOf(cors);
        check(HOST.matcher(host).matches(), "REGARD_HOST", host, "a host name or an IP address");
        check(port >= 0 && port <= 65_535, "REGARD_PORT", port, "a whole number from 0 to 65535");
        check(BASE.matcher(base).matches(), "REGARD_BASE", base, BASES);
        for (Path folder : models) {
            check(Files.isDirectory(folder), "REGARD_MODELS", folder, "existing folders");
        }
        check(!Files.exists(data) || Files.isDirectory(data), "REGARD_DATA", data, "a folder");
        check(DEVICE.matcher(device).matches(), "REGARD_DEVICE", device, "auto, cpu, cuda or cuda:n");
        check(
                adminToken == null || isToken(adminToken),
                "REGARD_ADMIN_TOKEN",
                "(not shown)",
                "at least %d characters without blanks".formatted(SHORTEST_TOKEN));
        check(queue >= 0 && queue <= 100_000, "REGARD_QUEUE", queue, "a whole number from 0 to 100000");
        check(longRuns >= 1 && longRuns <= 100, "REGARD_LONG_RUNS", longRuns, "a whole number from 1 to 100");
        check(
                clientLongRuns >= 1 && clientLongRuns <= 1000,
                "REGARD_CLIENT_LONG_RUNS",
                clientLongRuns,
                "a whole number from 1 to 1000");
        check(rate >= 0 && rate <= 1_000_000, "REGARD_RATE", rate, RATES);
        for (String origin : cors) {
            check(ORIGIN.matcher(origin).matches(), "REGARD_CORS", origin, ORIGINS);
        }
        check(
                dataLimit >= SMALLEST_DATA_LIMIT,
                "REGARD_DATA_LIMIT",
                dataLimit,
                "a size of at least 32M, such as 500M or 2G");
        check(modelLimit >= 1 << 20, "REGARD_MODEL_LIMIT", modelLimit, "a size of at least 1M, such as 500M or 4G");
    }

    /** Everything but the token. */
    @Override
    public String toString() {
        return "host %s, port %d, base %s/, models %s, data %s, device %s, admin token %s, queue %d, long runs %d, of one client %d, proxy %s, urls %s, rate %d, cors %s, data limit %d bytes, model limit %d bytes, links %s, hub %s"
                .formatted(
                        host,
                        port,
                        base,
                        models,
                        data,
                        device,
                        adminToken == null ? "none" : "set",
                        queue,
                        longRuns,
                        clientLongRuns,
                        proxy,
                        urls,
                        rate,
                        cors,
                        dataLimit,
                        modelLimit,
                        links,
                        hub);
    }

    static IllegalArgumentException invalid(String setting, Object given, String accepted) {
        return new IllegalArgumentException("%s is '%s' but must be %s.".formatted(setting, given, accepted));
    }

    private static void check(boolean valid, String setting, Object given, String accepted) {
        if (!valid) {
            throw invalid(setting, given, accepted);
        }
    }

    private static boolean isToken(String text) {
        return text.length() >= SHORTEST_TOKEN && text.chars().noneMatch(Character::isWhitespace);
    }
}
