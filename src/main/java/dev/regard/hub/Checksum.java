package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the content of a file was announced to be.
 *
 * @param algorithm that made it
 * @param hex       its digits, in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {

    /** What a hub announces: large files have a SHA-256, those that git keeps itself only git's own number. */
    public enum Algorithm {
        SHA_256("SHA-256", 64),
        /** SHA-1 over "blob", the size, a zero byte and the content. */
        GIT_BLOB("SHA-1", 40);

        private final String digest;
        private final Pattern pattern;

        Algorithm(String digest, int digits) {
            this.digest = digest;
            this.pattern = Pattern.compile("[0-9a-f]{" + digits + "}");
        }
    }

    private static final int CHUNK = 1 << 16;

    public Checksum {
        if (!algorithm.pattern.matcher(hex).matches()) {
            throw new HubException(
                    Kind.INVALID, "'%s' is announced as a checksum but is no %s.".formatted(hex, algorithm));
        }
    }

    static Checksum sha256(String hex) {
        return new Checksum(Algorithm.SHA_256, hex);
    }

    static Checksum gitBlob(String hex) {
        return new Checksum(Algorithm.GIT_BLOB, hex);
    }

    /** Reads a whole file, which takes a second for some hundred megabytes: never on an event loop. */
    boolean matches(Path file) throws IOException {
        MessageDigest digest = start(Files.size(file));
        byte[] chunk = new byte[CHUNK];
        try (InputStream content = Files.newInputStream(file)) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return hex.equals(HexFormat.of().formatHex(digest.digest()));
    }

    private MessageDigest start(long bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.digest);
            if (algorithm == Algorithm.GIT_BLOB) {
                digest.update(("blob " + bytes + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            return digest;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm.digest, impossible);
        }
    }
}
