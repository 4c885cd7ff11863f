package dev.regard.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model folders that were found, by name. */
public final class ModelLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLibrary.class);

    private ModelLibrary() {}

    /**
     * Looks for model folders. Of two with one name the first counts, and the log says so.
     *
     * @param roots folders that hold one folder per model; a root that is a model folder itself counts as one
     * @return in the order of the roots, and by name within each
     */
    public static List<ModelFolder> find(List<Path> roots) {
        Map<String, ModelFolder> found = new LinkedHashMap<>();
        for (Path root : roots) {
            for (Path path : candidates(root)) {
                ModelFolder folder = new ModelFolder(path);
                if (found.putIfAbsent(folder.name(), folder) != null) {
                    LOG.warn("a second model is called {}; the first one counts", folder.name());
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    private static List<Path> candidates(Path root) {
        if (ModelFolder.isOne(root)) {
            return List.of(root.toAbsolutePath().normalize());
        }
        if (!Files.isDirectory(root)) {
            LOG.warn("there is no folder {}", root);
            return List.of();
        }
        try (Stream<Path> paths = Files.list(root)) {
            return paths.filter(ModelFolder::isOne).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
