package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of a model on the hub.
 *
 * @param path     in the model's repository
 * @param bytes    its size
 * @param checksum of its content; null where the hub tells none
 */
record HubFile(String path, long bytes, @Nullable Checksum checksum) {

    HubFile {
        boolean climbs = Arrays.asList(path.split("/", -1)).stream()
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (climbs || path.contains("\\") || path.chars().anyMatch(Character::isISOControl)) {
            throw new HubException(
                    Kind.INVALID, "The hub lists a file called '%s', which no honest hub does.".formatted(path));
        }
    }

    /** Of an entry of the hub's list: large files lie elsewhere, and what git keeps of them is only a pointer. */
    static HubFile of(JsonObject entry) {
        JsonObject large = entry.getJsonObject("lfs");
        String path = entry.getString("rfilename");
        if (large != null) {
            String sha256 = large.containsKey("sha256") ? large.getString("sha256") : large.getString("oid");
            return new HubFile(path, large.getLong("size"), Checksum.sha256(sha256));
        }
        String blob = entry.getString("blobId");
        return new HubFile(path, entry.getLong("size"), blob == null ? null : Checksum.gitBlob(blob));
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder that it is in, with a slash at the end; empty for the top. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
