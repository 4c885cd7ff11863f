package dev.regard.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pictures in a folder, each under its id: the SHA-256 of its bytes. When they grow beyond the limit, the least
 * recently used go; what was used last is known since the start, before that the age of the file counts. Sample
 * pictures are served from where they lie and stay.
 */
public final class ImageStore {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final String HALF_WRITTEN = ".writing-";

    private final Vertx vertx;
    private final Path folder;
    private final Map<String, Path> samples;
    private final Ledger ledger;

    private ImageStore(Vertx vertx, Path folder, Map<String, Path> samples, Ledger ledger) {
        this.vertx = vertx;
        this.folder = folder;
        this.samples = samples;
        this.ledger = ledger;
    }

    /**
     * Opens the store, making its folder where it is missing.
     *
     * @param samples pictures that are there without having been stored
     * @param limit   of all stored pictures together, in bytes
     */
    public static Future<ImageStore> open(Vertx vertx, Path folder, List<Path> samples, long limit) {
        return vertx.executeBlocking(() -> {
                    Files.createDirectories(folder);
                    return new ImageStore(vertx, folder, byId(samples), readLedger(folder, limit));
                })
                .map(Objects::requireNonNull);
    }

    /** Stores a picture, where it is not there yet, and answers its id. */
    public Future<String> put(Buffer picture) {
        return vertx.executeBlocking(() -> keep(picture.getBytes()), false).map(Objects::requireNonNull);
    }

    /** All of it on one thread: each handing over would take longer than what is handed. */
    private String keep(byte[] picture) throws IOException {
        String id = hash(picture);
        if (!has(id)) {
            write(id, picture);
            for (String tooMuch : ledger.add(id, picture.length)) {
                Files.deleteIfExists(folder.resolve(tooMuch));
            }
        }
        return id;
    }

    /** Whether a picture is there. It counts as used then, so that it stays for longer. */
    public boolean has(String id) {
        return samples.containsKey(id) || ledger.use(id);
    }

    /** The bytes of a picture; fails with {@link UnknownPicture}. */
    public Future<Buffer> get(String id) {
        Path sample = samples.get(id);
        if (sample != null) {
            return vertx.fileSystem().readFile(sample.toString());
        }
        if (!ID.matcher(id).matches() || !ledger.use(id)) {
            return Future.failedFuture(new UnknownPicture());
        }
        return vertx.fileSystem().readFile(path(id)).recover(gone -> {
            ledger.remove(id);
            return Future.failedFuture(new UnknownPicture());
        });
    }

    /** The id of a sample picture by its file name. */
    public String sampleId(String fileName) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getValue().endsWith(fileName))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no sample picture is called " + fileName));
    }

    /** Moved into place when complete, so that nobody ever reads half a picture. */
    private void write(String id, byte[] picture) throws IOException {
        Path temporary = folder.resolve(HALF_WRITTEN + UUID.randomUUID());
        try {
            Files.write(temporary, picture);
            Files.move(temporary, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Ledger readLedger(Path folder, long limit) throws IOException {
        Ledger ledger = new Ledger(limit);
        for (Path file : byAge(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith(HALF_WRITTEN)) {
                Files.delete(file);
            } else if (ID.matcher(name).matches()) {
                for (String tooMuch : ledger.add(name, Files.size(file))) {
                    Files.deleteIfExists(folder.resolve(tooMuch));
                }
            }
        }
        return ledger;
    }

    private static List<Path> byAge(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(ImageStore::modified))
                    .toList();
        }
    }

    private static long modified(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class)
                    .lastModifiedTime()
                    .toMillis();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, Path> byId(List<Path> samples) throws IOException {
        Map<String, Path> byId = new HashMap<>();
        for (Path sample : samples) {
            byId.put(hash(Files.readAllBytes(sample)), sample);
        }
        return Map.copyOf(byId);
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }
}
