package dev.regard.intake;

import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Models that were removed, each a folder that is kept for a while, so that it can be brought back. Not thread-safe. */
final class RemovedModels {

    static final Duration KEPT = Duration.ofDays(30);

    /** Time of the removal, in milliseconds since 1970, and the model's name. */
    private static final Pattern ID = Pattern.compile("(\\d{1,15})-(.+)");

    private final Path folder;
    private final InstantSource clock;

    RemovedModels(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Takes a model's folder from its place. */
    RemovedModel take(Path place, String name) throws IOException {
        sweep();
        Files.createDirectories(folder);
        long millis = clock.millis();
        while (Files.exists(folder.resolve(millis + "-" + name))) {
            millis++;
        }
        String id = millis + "-" + name;
        Files.move(place, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        return new RemovedModel(id, name, Instant.ofEpochMilli(millis));
    }

    /** The removed models, the last one first. */
    List<RemovedModel> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.flatMap(path -> read(path.getFileName().toString()).stream())
                    .filter(model -> model.until().isAfter(clock.instant()))
                    .sorted(Comparator.comparing(RemovedModel::removed).reversed())
                    .toList();
        }
    }

    /** One of them; throws an {@link IntakeException} where it is not there, or no longer. */
    RemovedModel find(String id) throws IOException {
        return list().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IntakeException(
                        Kind.UNKNOWN,
                        "There is no removed model '%s': removed models are kept for %d days."
                                .formatted(id, KEPT.toDays())));
    }

    /** Puts one of them into a place, where nothing may be. */
    void giveBack(RemovedModel model, Path place) throws IOException {
        Files.move(folder.resolve(model.id()), place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes what has been kept long enough. */
    void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> over;
        try (Stream<Path> paths = Files.list(folder)) {
            over = paths.filter(this::isOver).toList();
        }
        for (Path path : over) {
            Folders.delete(path);
        }
    }

    private boolean isOver(Path path) {
        return read(path.getFileName().toString())
                .map(model -> !model.until().isAfter(clock.instant()))
                .orElse(false);
    }

    private static Optional<RemovedModel> read(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches()
                ? Optional.of(
                        new RemovedModel(id, parts.group(2), Instant.ofEpochMilli(Long.parseLong(parts.group(1)))))
                : Optional.empty();
    }
}
