package dev.regard.config;

import static java.util.Map.entry;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: defaults, then the properties file that {@code REGARD_CONFIG} names, then the environment. The
 * file uses the same names as the environment, one {@code REGARD_PORT=8080} a line. Blank means not set.
 */
public final class ConfigLoader {

    private static final String FILE = "REGARD_CONFIG";
    private static final String PREFIX = "REGARD_";
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("REGARD_HOST", "127.0.0.1"),
            entry("REGARD_PORT", "8080"),
            entry("REGARD_BASE", "/"),
            entry("REGARD_MODELS", ""),
            entry("REGARD_DATA", "data"),
            entry("REGARD_DEVICE", "auto"),
            entry("REGARD_ADMIN_TOKEN", ""),
            entry("REGARD_QUEUE", "64"),
            entry("REGARD_LONG_RUNS", "8"),
            entry("REGARD_CLIENT_LONG_RUNS", "4"),
            entry("REGARD_PROXY", "false"),
            entry("REGARD_URLS", "true"),
            entry("REGARD_RATE", "off"),
            entry("REGARD_CORS", ""),
            entry("REGARD_DATA_LIMIT", "1G"),
            entry("REGARD_MODEL_LIMIT", "4G"),
            entry("REGARD_LINK_DAYS", "3650"),
            entry("REGARD_LINK_LIMIT", "2G"),
            entry("REGARD_HUB", "https://huggingface.co"),
            entry("REGARD_HUB_TOKEN", ""),
            entry("REGARD_HUB_PROXY", ""));
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGT]?)B?");

    private ConfigLoader() {}

    /**
     * What was read.
     *
     * @param config   the settings
     * @param warnings about names that look like settings but are none
     */
    public record Loaded(RegardConfig config, List<String> warnings) {}

    /** Reads the settings. Throws an {@link IllegalArgumentException} of one sentence where one is wrong. */
    public static Loaded load(Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        Map<String, String> values = new HashMap<>(DEFAULTS);
        String file = environment.getOrDefault(FILE, "");
        if (!file.isBlank()) {
            merge(values, readFile(file), "the file of " + FILE, warnings);
        }
        merge(values, environment, "the environment", warnings);
        return new Loaded(config(values), List.copyOf(warnings));
    }

    private static void merge(
            Map<String, String> values, Map<String, String> more, String where, List<String> warnings) {
        more.forEach((name, value) -> {
            boolean known = DEFAULTS.containsKey(name);
            if (known && !value.isBlank()) {
                values.put(name, value.strip());
            } else if (!known && name.startsWith(PREFIX) && !name.equals(FILE)) {
                warnings.add("%s in %s is no setting of Regard: it is ignored.".formatted(name, where));
            }
        });
    }

    private static Map<String, String> readFile(String file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path(FILE, file))) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw RegardConfig.invalid(FILE, file, "a properties file that can be read");
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    private static RegardConfig config(Map<String, String> values) {
        return new RegardConfig(
                text(values, "REGARD_HOST"),
                number(values, "REGARD_PORT", "a whole number from 0 to 65535"),
                base(text(values, "REGARD_BASE")),
                folders(text(values, "REGARD_MODELS")),
                path("REGARD_DATA", text(values, "REGARD_DATA")),
                text(values, "REGARD_DEVICE"),
                setOrNull(values, "REGARD_ADMIN_TOKEN"),
                number(values, "REGARD_QUEUE", "a whole number from 0 to 100000"),
                number(values, "REGARD_LONG_RUNS", "a whole number from 1 to 100"),
                number(values, "REGARD_CLIENT_LONG_RUNS", "a whole number from 1 to 1000"),
                flag(values, "REGARD_PROXY"),
                flag(values, "REGARD_URLS"),
                text(values, "REGARD_RATE").equals("off") ? 0 : number(values, "REGARD_RATE", RegardConfig.RATES),
                origins(text(values, "REGARD_CORS")),
                size("REGARD_DATA_LIMIT", values),
                size("REGARD_MODEL_LIMIT", values),
                new RegardConfig.Links(
                        number(values, "REGARD_LINK_DAYS", "a whole number from 1 to 36500"),
                        size("REGARD_LINK_LIMIT", values)),
                new RegardConfig.Hub(
                        text(values, "REGARD_HUB"),
                        setOrNull(values, "REGARD_HUB_TOKEN"),
                        setOrNull(values, "REGARD_HUB_PROXY")));
    }

    private static String text(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    private static @Nullable String setOrNull(Map<String, String> values, String name) {
        String value = text(values, name);
        return value.isEmpty() ? null : value;
    }

    private static int number(Map<String, String> values, String name, String accepted) {
        String given = text(values, name);
        try {
            return Integer.parseInt(given);
        } catch (NumberFormatException noNumber) {
            throw RegardConfig.invalid(name, given, accepted);
        }
    }

    private static boolean flag(Map<String, String> values, String name) {
        String given = text(values, name);
        return switch (given) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RegardConfig.invalid(name, given, "true or false");
        };
    }

    /** With a slash at its beginning and none at its end, as addresses are made of it. */
    private static String base(String given) {
        String path = given.startsWith("/") ? given : "/" + given;
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static List<Path> folders(String list) {
        return Arrays.stream(list.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> path("REGARD_MODELS", folder.strip()))
                .toList();
    }

    private static List<String> origins(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }

    private static Path path(String name, String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException noPath) {
            throw RegardConfig.invalid(name, given, "a path");
        }
    }

    private static long size(String name, Map<String, String> values) {
        String given = text(values, name);
        Matcher size = SIZE.matcher(given.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw RegardConfig.invalid(name, given, "a size of at least 32M, such as 500M or 2G");
        }
        int unit = "KMGT".indexOf(size.group(2)) + 1;
        return Long.parseLong(size.group(1)) << (size.group(2).isEmpty() ? 0 : 10 * unit);
    }
}
