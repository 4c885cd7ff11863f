package dev.regard.intake;

import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder that holds the models which were added while the server runs. A model is moved there when it is complete, and
 * moved aside when it is removed: whenever the server ends, each is there as a whole or not at all. Thread-safe.
 */
public final class ModelShelf {

    private static final String ADDING = ".adding-";
    /** The folder of removed models, which nobody lists. On the same disk, so that moving is quick and whole. */
    private static final String REMOVED = ".removed";
    /** Before the name of a model whose successor is about to come. */
    private static final String REPLACED = ".replaced-";

    private final Path folder;
    private final RemovedModels removed;

    private ModelShelf(Path folder, InstantSource clock) {
        this.folder = folder;
        this.removed = new RemovedModels(folder.resolve(REMOVED), clock);
    }

    /** Opens the shelf, makes its folder where there is none, and clears away what was not finished. */
    public static ModelShelf open(Path folder) {
        return open(folder, InstantSource.system());
    }

    static ModelShelf open(Path folder, InstantSource clock) {
        try {
            Files.createDirectories(folder);
            ModelShelf shelf = new ModelShelf(folder, clock);
            shelf.recover();
            shelf.sweep();
            return shelf;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recover() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.sorted().toList()) {
                String name = path.getFileName().toString();
                if (name.startsWith(REPLACED)) {
                    giveBack(path, folder.resolve(name.substring(REPLACED.length())));
                } else if (name.startsWith(ADDING)) {
                    Folders.delete(path);
                }
            }
        }
    }

    private static void giveBack(Path replaced, Path place) throws IOException {
        if (Files.exists(place)) {
            Folders.delete(replaced);
        } else {
            Files.move(replaced, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Where the models lie. */
    public Path folder() {
        return folder;
    }

    /** A new folder for what is on its way; nobody lists it. */
    public Path stage() throws IOException {
        return Files.createDirectory(folder.resolve(ADDING + UUID.randomUUID()));
    }

    /** Whether a model of this name lies here. */
    public boolean has(String name) {
        return Files.isDirectory(folder.resolve(ModelName.checked(name)));
    }

    /** Where a model of this name lies, or would lie. */
    Path place(String name) {
        return folder.resolve(ModelName.checked(name));
    }

    /**
     * Puts a complete folder in its place.
     *
     * @param replaces true where a model of this name gives way, false where it is in the way
     */
    synchronized void put(Path complete, String name, boolean replaces) throws IOException {
        Path place = place(name);
        if (!Files.exists(place)) {
            Files.move(complete, place, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        if (!replaces) {
            throw new IntakeException(
                    Kind.NAME_TAKEN,
                    "There is a model '%s' already. Choose another name, or replace it with PUT.".formatted(name));
        }
        Path replaced = folder.resolve(REPLACED + name);
        Folders.delete(replaced);
        Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
        Files.move(complete, place, StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(replaced);
    }

    /** Takes a model away, for as long as removed models are kept. What has its files open goes on reading them. */
    synchronized RemovedModel remove(String name) throws IOException {
        if (!has(name)) {
            throw new IntakeException(Kind.UNKNOWN, "No model '%s' was added here.".formatted(name));
        }
        return removed.take(place(name), name);
    }

    /** The models that can be brought back, the last one that was removed first. */
    synchronized List<RemovedModel> removed() throws IOException {
        return removed.list();
    }

    /** A model that can be brought back; throws an {@link IntakeException} where it cannot. */
    synchronized RemovedModel removed(String id) throws IOException {
        return removed.find(id);
    }

    /** Puts a removed model back into its place. */
    synchronized void restore(RemovedModel model) throws IOException {
        if (Files.exists(place(model.name()))) {
            throw taken(model.name());
        }
        removed.giveBack(model, place(model.name()));
    }

    /** Deletes removed models that were kept long enough. */
    synchronized void sweep() throws IOException {
        removed.sweep();
    }

    /** Signals that a removed model cannot be restored because another one has taken its name. */
    static IntakeException taken(String name) {
        return new IntakeException(
                Kind.NAME_TAKEN,
                "There is another model '%s' now. Remove that one before you restore this one.".formatted(name));
    }
}
