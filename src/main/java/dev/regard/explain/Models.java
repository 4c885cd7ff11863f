package dev.regard.explain;

import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.explain.ExplainException.UnknownModel;
import dev.regard.model.InvalidModelFolderException;
import dev.regard.model.ModelFolder;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.NativeMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that were found, each read when it is first needed. */
final class Models {

    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Models(List<ModelFolder> folders) {
        folders.forEach(folder -> entries.put(folder.name(), new Entry(folder)));
    }

    /** A folder, and what came of reading it: a model or a problem. */
    private static final class Entry {
        private final ModelFolder folder;
        private @Nullable LoadedModel model;
        private @Nullable String problem;

        Entry(ModelFolder folder) {
            this.folder = folder;
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
                problem = e.getMessage();
                LOG.warn("model {} cannot be used: {}", folder.name(), problem);
            }
            NativeMemory.giveBack();
        }

        synchronized ModelDescription describe() {
            try {
                return model().describe();
            } catch (BrokenModel e) {
                return new ModelDescription(
                        folder.name(), null, problem, List.of(), List.of(), 0, 0, 0, 0, List.of(), List.of());
            }
        }
    }

    /** A model by its name, or the first one that works. */
    LoadedModel find(@Nullable String name) {
        return name == null ? first() : entry(name).model();
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
