package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file to be fetched.
 *
 * @param fileName  in the folder of the model: a plain name
 * @param addresses where it is, the preferred one first
 * @param bytes     its size, known beforehand
 * @param checksum  of its content; null where nobody announced one
 */
public record Download(
        String fileName,
        List<URI> addresses,
        long bytes,
        @Nullable Checksum checksum) {

    /** No path and nothing hidden, so that no listing can write anywhere but into the folder. */
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z_.+ ()-]{0,150}");

    /** Sizes that add up without overflow, however many there are. */
    private static final long MOST_BYTES = 1L << 44;

    public Download {
        addresses = List.copyOf(addresses);
        if (!PLAIN.matcher(fileName).matches() || fileName.endsWith(PartFile.SUFFIX)) {
            throw new HubException(Kind.INVALID, "'%s' is no plain name of a file.".formatted(fileName));
        }
        if (bytes < 0 || bytes > MOST_BYTES || addresses.isEmpty()) {
            throw new HubException(Kind.INVALID, "%s has no size to believe, or no address.".formatted(fileName));
        }
    }
}
