package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the hub says about a model.
 *
 * @param commit  that the revision is at, now
 * @param files   all there are
 * @param licence as its makers name it; null where they do not
 * @param isGated whether one has to accept terms on the hub before
 */
record HubListing(
        String commit, List<HubFile> files, @Nullable String licence, boolean isGated) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final String LICENCE_TAG = "license:";

    HubListing {
        files = List.copyOf(files);
    }

    /**
     * Reads the hub's answer.
     *
     * @throws HubException where it is none
     */
    static HubListing parse(JsonObject answer) {
        try {
            String commit = answer.getString("sha", "");
            if (!COMMIT.matcher(commit).matches()) {
                throw notAListing();
            }
            List<HubFile> files = answer.getJsonArray("siblings").stream()
                    .map(entry -> HubFile.of((JsonObject) entry))
                    .toList();
            return new HubListing(commit, files, licence(answer), isGated(answer.getValue("gated")));
        } catch (ClassCastException | NullPointerException missing) {
            throw notAListing();
        }
    }

    static HubException notAListing() {
        return new HubException(
                Kind.WRONG_CONTENT,
                "What answers at the address of the hub does not list files as the hub does. Is the address right?");
    }

    /** False, or how one gets in: {@code auto} or {@code manual}. */
    private static boolean isGated(@Nullable Object gated) {
        return gated != null && !gated.equals(false);
    }

    private static @Nullable String licence(JsonObject answer) {
        return Optional.ofNullable(answer.getJsonObject("cardData"))
                .flatMap(HubListing::licenceOfCard)
                .or(() -> licenceTag(answer.getJsonArray("tags", new JsonArray())))
                .orElse(null);
    }

    /** One or several; {@code other} has its name beside it. */
    private static Optional<String> licenceOfCard(JsonObject card) {
        Object licence = card.getValue("license");
        if ("other".equals(licence) && card.getString("license_name") != null) {
            return Optional.of(card.getString("license_name"));
        }
        return licence instanceof JsonArray several
                ? Optional.of(
                        String.join(", ", several.stream().map(String::valueOf).toList()))
                : Optional.ofNullable(licence).map(String::valueOf);
    }

    private static Optional<String> licenceTag(JsonArray tags) {
        return tags.stream()
                .map(String::valueOf)
                .filter(tag -> tag.startsWith(LICENCE_TAG))
                .map(tag -> tag.substring(LICENCE_TAG.length()))
                .findFirst();
    }

    /** The file at exactly this path. */
    Optional<HubFile> at(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** The ONNX files, the one to take first: see {@link OnnxOrder}. */
    List<HubFile> onnxFiles() {
        return files.stream()
                .filter(file -> file.name().endsWith(".onnx"))
                .sorted(OnnxOrder.PREFERRED_FIRST)
                .toList();
    }

    /** The weights that lie beside an ONNX file because they are large: Optimum's way to name them, and PyTorch's. */
    Stream<HubFile> externalData(HubFile onnx) {
        Pattern data = Pattern.compile(Pattern.quote(onnx.path()) + "[._]data(_\\d+)?");
        return files.stream().filter(file -> data.matcher(file.path()).matches());
    }
}
