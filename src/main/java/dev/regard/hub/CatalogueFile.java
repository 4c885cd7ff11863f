package dev.regard.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/**
 * A file of the zoo.
 *
 * @param path   below each of the roots
 * @param roots  where the zoo is, the preferred one first; {@code {hub}} stands for the hub that is set
 * @param bytes  its size
 * @param sha256 of its content
 */
record CatalogueFile(String path, List<String> roots, long bytes, String sha256) {

    private static final String HUB = "{hub}";

    CatalogueFile {
        roots = List.copyOf(roots);
    }

    static CatalogueFile of(JsonObject entry, JsonArray roots) {
        return new CatalogueFile(
                entry.getString("path"),
                roots.stream().map(String::valueOf).toList(),
                entry.getLong("bytes"),
                entry.getString("sha256"));
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    Download download(String fileName, URI hub) {
        return new Download(fileName, addresses(hub), bytes, Checksum.sha256(sha256));
    }

    List<URI> addresses(URI hub) {
        return roots.stream()
                .map(root -> URI.create(root.replace(HUB, hub.toString()) + path))
                .toList();
    }
}
