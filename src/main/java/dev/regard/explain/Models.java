package dev.regard.explain;

import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.explain.ExplainException.UnknownModel;
import dev.regard.model.InvalidModelFolderException;
import dev.regard.model.ModelFolder;
import dev.regard.model.ModelLibrary;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.NativeMemory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models in some folders, each read when it is first needed, and anew where its files have changed. */
final class Models {

    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private static final int LONGEST_PROBLEM = 1000;

    private final ModelLibrary library;
    /** Replaced as a whole, so that readers need no lock. */
    private volatile Map<String, Entry> entries = Map.of();
    /** What the last look found of folders that are not listed as they are now. */
    private Map<String, String> unsettled = Map.of();

    /** @param roots folders that hold one folder per model */
    Models(List<Path> roots) {
        this.library = new ModelLibrary(roots);
        look(folder -> true);
    }

    /** A folder, and what came of reading it: a model or a problem. */
    private static final class Entry {
        private final ModelFolder folder;
        private final String fingerprint;
        private volatile @Nullable LoadedModel model;
        private volatile @Nullable String problem;

        Entry(ModelFolder folder, String fingerprint) {
            this.folder = folder;
            this.fingerprint = fingerprint;
        }

        boolean isOf(ModelFolder other, String now) {
            return folder.equals(other) && fingerprint.equals(now);
        }

        /** Holds up those who want the same model, and nobody else. */
        synchronized LoadedModel model() {
            if (model == null && problem == null) {
                read();
            }
            if (model == null) {
                throw new BrokenModel("The model '%s' cannot be used: %s.".formatted(folder.name(), problem));
            }
            return model;
        }

        private void read() {
            try {
                model = LoadedModel.load(folder);
                LOG.info(
                        "model {}: {} classes, {} x {} pixels, {} layers",
                        folder.name(),
                        model.labels().size(),
                        model.graph().inputWidth(),
                        model.graph().inputHeight(),
                        model.graph().layers().size());
            } catch (InvalidModelFolderException | InvalidModelException e) {
                isBroken(String.valueOf(e.getMessage()));
            } catch (OutOfMemoryError e) {
                isBroken("there is too little memory to read it");
            } catch (StackOverflowError e) {
                isBroken("its graph is nested too deeply");
            } catch (RuntimeException e) {
                // What a file may hold has no end: one model must not keep the others from being listed.
                LOG.error("model {} cannot be read", folder.name(), e);
                isBroken("there is something in it that Regard does not understand");
            }
            NativeMemory.giveBack();
        }

        /** A file chooses its names, and a sentence that holds one must not be as long as the file. */
        private void isBroken(String reason) {
            problem = reason.length() > LONGEST_PROBLEM ? reason.substring(0, LONGEST_PROBLEM) + "…" : reason;
            LOG.warn("model {} cannot be used: {}", folder.name(), problem);
        }

        /** Whether somebody tried to read it. Waits for nobody who does. */
        boolean isRead() {
            return model != null || problem != null;
        }

        /** The model, where it was read and works. Waits for nobody who reads it. */
        Optional<LoadedModel> known() {
            return Optional.ofNullable(model);
        }

        synchronized Stream<LoadedModel> readModel() {
            return Stream.ofNullable(model);
        }

        synchronized ModelDescription describe() {
            try {
                return model().describe();
            } catch (BrokenModel e) {
                return ModelDescription.broken(folder.name(), String.valueOf(problem));
            }
        }
    }

    /**
     * Looks into the folders again. What somebody may still be copying is listed once it has not changed between two looks.
     *
     * @param complete names of models that are known to be complete
     */
    synchronized Change refresh(Set<String> complete) {
        return look(folder -> complete.contains(folder.name()));
    }

    /**
     * What a look has found.
     *
     * @param isAny true where a model came, went or changed
     * @param gone  models that were read and are listed no longer
     */
    record Change(boolean isAny, List<LoadedModel> gone) {}

    private synchronized Change look(Predicate<ModelFolder> isComplete) {
        Map<String, Entry> found = new LinkedHashMap<>();
        Map<String, String> changing = new HashMap<>();
        for (ModelFolder folder : library.find()) {
            String name = folder.name();
            String now = folder.fingerprint();
            Entry known = entries.get(name);
            if (known != null && known.isOf(folder, now)) {
                found.put(name, known);
            } else if (isComplete.test(folder) || now.equals(unsettled.get(name))) {
                found.put(name, new Entry(folder, now));
            } else {
                changing.put(name, now);
                Optional.ofNullable(known).ifPresent(before -> found.put(name, before));
            }
        }
        unsettled = changing;
        List<Entry> before = List.copyOf(entries.values());
        entries = Collections.unmodifiableMap(found);
        List<Entry> gone =
                before.stream().filter(entry -> !found.containsValue(entry)).toList();
        boolean isAny = !gone.isEmpty() || before.size() != found.size();
        return new Change(isAny, gone.stream().flatMap(Entry::readModel).toList());
    }

    /** A model by its name, or the first one that works. */
    LoadedModel find(@Nullable String name) {
        return name == null ? first() : entry(name).model();
    }

    /** The same as {@link #find} where that takes no reading; empty where it would, or there is none. */
    Optional<LoadedModel> known(@Nullable String name) {
        if (name != null) {
            return Optional.ofNullable(entries.get(name)).flatMap(Entry::known);
        }
        return entries.values().stream()
                .filter(entry -> !entry.isRead() || entry.known().isPresent())
                .findFirst()
                .flatMap(Entry::known);
    }

    /** Whether the model that was read as this one is still listed. */
    boolean isListed(String id) {
        return entries.values().stream()
                .flatMap(entry -> entry.known().stream())
                .anyMatch(model -> model.id().equals(id));
    }

    private LoadedModel first() {
        for (Entry entry : entries.values()) {
            try {
                return entry.model();
            } catch (BrokenModel e) {
                LOG.debug("not the default: {}", e.getMessage());
            }
        }
        throw new UnknownModel("There is no model that works; put a folder with a model.onnx into models/.");
    }

    ModelFolder folder(String name) {
        return entry(name).folder;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new UnknownModel("There is no model '%s'. %s".formatted(name, Closest.hint(name, entries.keySet())));
        }
        return entry;
    }

    ModelDescription describe(String name) {
        return entry(name).describe();
    }

    List<ModelDescription> describeAll() {
        return entries.values().stream().map(Entry::describe).toList();
    }
}
