package dev.regard.intake;

import dev.regard.explain.ExplainException;
import dev.regard.explain.Explainer;
import dev.regard.explain.ModelDescription;
import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Adds, replaces and removes models while the server runs. Blocking; one intake serves many threads. */
public final class Intake {

    private static final String SENT = "sent";
    private static final String HOLDER = "holder";
    private static final String SCRATCH = "scratch";

    private final ModelShelf shelf;
    private final Explainer explainer;
    private final IntakeLimits limits;
    /** One trial at a time takes the memory that it takes. */
    private final Semaphore trials = new Semaphore(1, true);

    /** @param explainer looks into the folder of the shelf, too */
    public Intake(ModelShelf shelf, Explainer explainer, IntakeLimits limits) {
        this.shelf = shelf;
        this.explainer = explainer;
        this.limits = limits;
    }

    /** Where a file goes that is sent into a staged folder. Throws an {@link IntakeException} where its name leads elsewhere. */
    public static Path place(Path staged, String file) {
        return Unpacker.place(staged.resolve(SENT), file);
    }

    /** What to say where a file of this name was sent before into the same folder. */
    public static IntakeException twice(String file, Throwable cause) {
        return Unpacker.twice(file, cause);
    }

    /** What to say where more files are sent than a model has. */
    public static IntakeException tooManyFiles() {
        return new IntakeException(Kind.TOO_LARGE, "A model has at most %,d files.".formatted(IntakeLimits.MOST_FILES));
    }

    /**
     * Takes in what was sent, as a whole or not at all, and lists it.
     *
     * @param staged   folder that {@link ModelShelf#stage} made; gone afterwards
     * @param replaces true where a model of this name gives way
     * @throws IntakeException where it is no model that works
     */
    public ModelDescription add(Path staged, String name, boolean replaces) {
        try {
            checkName(name, replaces);
            Path model = unpack(staged, name);
            glance(model);
            trials.acquire();
            try {
                new Trial(limits)
                        .run(Objects.requireNonNull(model.getParent()), Files.createDirectory(staged.resolve(SCRATCH)));
            } finally {
                trials.release();
            }
            shelf.put(model, name, replaces);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntakeException(Kind.UNUSABLE, "The server stops: the model was not taken.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            discard(staged);
        }
        explainer.refresh(Set.of(name));
        return explainer.model(name);
    }

    private void checkName(String name, boolean replaces) {
        boolean isThere = explainer.hasModel(ModelName.checked(name));
        if (isThere && !replaces) {
            throw new IntakeException(
                    Kind.NAME_TAKEN,
                    "There is a model '%s' already. Choose another name, or replace it with PUT.".formatted(name));
        } else if (isThere && !shelf.has(name)) {
            throw notOurs(name);
        }
    }

    /** What the files alone tell needs no process of its own. */
    private static void glance(Path model) {
        try {
            Explainer.glance(model);
        } catch (ExplainException e) {
            throw Trial.unusable(String.valueOf(e.getMessage()));
        }
    }

    private static IntakeException notOurs(String name) {
        return new IntakeException(
                Kind.NOT_OURS,
                "The model '%s' was put there by hand: its folder can be changed only on the server itself."
                        .formatted(name));
    }

    /** The folder of the model, under its own name and alone. */
    private Path unpack(Path staged, String name) throws IOException {
        Path sent = staged.resolve(SENT);
        Path files = sent;
        List<Path> all = files(sent);
        if (all.size() == 1 && Unpacker.isZip(all.getFirst())) {
            files = Files.createDirectory(staged.resolve("unpacked"));
            new Unpacker(files, limits).unpack(all.getFirst());
        } else if (all.size() == 1 && !SentFiles.isOnnx(all.getFirst())) {
            // A body without a name: what it is, the trial finds out.
            Files.move(all.getFirst(), sent.resolve("model.onnx"));
        }
        if (SentFiles.bytes(files) > limits.bytes()) {
            throw Unpacker.tooLarge(limits.bytes());
        }
        Path root = SentFiles.root(files);
        Path holder = Files.createDirectory(staged.resolve(HOLDER));
        return Files.move(root, holder.resolve(name));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IntakeException(
                    Kind.BAD_UPLOAD, "Nothing was sent. Send an .onnx file, a zip, or the files of a model's folder.");
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** Removes a model, which can be brought back for a while. Who works with it finishes. */
    public RemovedModel remove(String name) {
        if (!explainer.hasModel(ModelName.checked(name))) {
            throw new IntakeException(Kind.UNKNOWN, "There is no model '%s'.".formatted(name));
        } else if (!shelf.has(name)) {
            throw notOurs(name);
        }
        try {
            RemovedModel removed = shelf.remove(name);
            explainer.refresh(Set.of());
            return removed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The models that can be brought back, the last one that was removed first. */
    public List<RemovedModel> removed() {
        try {
            return shelf.removed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings a removed model back, and lists it.
     *
     * @throws IntakeException where it is not kept any more, or its name is taken
     */
    public ModelDescription restore(String id) {
        try {
            RemovedModel removed = shelf.removed(id);
            if (explainer.hasModel(removed.name())) {
                throw ModelShelf.taken(removed.name());
            }
            shelf.restore(removed);
            explainer.refresh(Set.of(removed.name()));
            return explainer.model(removed.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes removed models that were kept long enough. */
    public void sweep() {
        try {
            shelf.sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what was staged and is not taken. */
    public static void discard(Path staged) {
        try {
            Folders.delete(staged);
        } catch (IOException e) {
            // It is hidden, and goes when the server starts again.
        }
    }
}
