package dev.regard.hub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Classic classifiers of the ONNX model zoo: sizes and checksums are those of its manifest, so that it does not matter who
 * serves the files.
 *
 * @param entries by architecture, the newest in full precision first
 */
public record Catalogue(List<CatalogueEntry> entries) {

    private static final String RESOURCE = "/catalogue.json";

    public Catalogue {
        entries = List.copyOf(entries);
    }

    /** Reads what is shipped: once, at the start. */
    public static Catalogue load() {
        try (InputStream file = Objects.requireNonNull(Catalogue.class.getResourceAsStream(RESOURCE))) {
            JsonObject catalogue = new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return new Catalogue(catalogue.getJsonArray("entries").stream()
                    .map(entry -> CatalogueEntry.of((JsonObject) entry, catalogue))
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The one of this id. */
    public Optional<CatalogueEntry> find(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** The first of each architecture: what most people want. */
    public List<CatalogueEntry> newest() {
        Map<String, CatalogueEntry> newest = new LinkedHashMap<>();
        entries.forEach(entry -> newest.putIfAbsent(entry.architecture(), entry));
        return List.copyOf(newest.values());
    }
}
