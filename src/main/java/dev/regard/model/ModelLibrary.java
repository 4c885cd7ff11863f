package dev.regard.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model folders below some roots, by name. Says each thing once, however often it looks. */
public final class ModelLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLibrary.class);

    private final List<Path> roots;
    private final Set<String> told = new HashSet<>();

    /** @param roots folders that hold one folder per model; a root that is a model folder itself counts as one */
    public ModelLibrary(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * Looks for model folders. Of two with one name the first counts, and the log says so.
     *
     * @return in the order of the roots, and by name within each
     */
    public List<ModelFolder> find() {
        Map<String, ModelFolder> found = new LinkedHashMap<>();
        for (Path root : roots) {
            for (Path path : candidates(root)) {
                ModelFolder folder = new ModelFolder(path);
                if (found.putIfAbsent(folder.name(), folder) != null) {
                    tell("a second model is called %s; the first one counts".formatted(folder.name()));
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    private List<Path> candidates(Path root) {
        if (ModelFolder.isNamedItself(root)) {
            return List.of(root.toAbsolutePath().normalize());
        }
        if (!Files.isDirectory(root)) {
            tell("there is no folder " + root);
            return List.of();
        }
        try (Stream<Path> paths = Files.list(root)) {
            return paths.filter(ModelFolder::isOne).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String warning) {
        if (told.add(warning)) {
            LOG.warn("{}", warning);
        }
    }
}
