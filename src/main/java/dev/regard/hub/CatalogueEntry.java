package dev.regard.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model of the zoo.
 *
 * @param id           a word, which serves as the name of the folder
 * @param architecture for people
 * @param opset        of the ONNX file
 * @param precision    {@code float32}, {@code int8} or {@code qdq}
 * @param height       of the picture that it reads
 * @param width        of the picture that it reads
 * @param layout       of the tensor that it reads, NCHW or NHWC
 * @param family       how pictures are prepared
 * @param top1         the share of ImageNet that it gets right, in percent, as the zoo says; null where it does not
 * @param licence      of the weights, as SPDX names it
 * @param model        the ONNX file
 * @param labels       the file that names the classes; null where they are the ten digits
 */
public record CatalogueEntry(
        String id,
        String architecture,
        int opset,
        String precision,
        int height,
        int width,
        String layout,
        Family family,
        @Nullable Double top1,
        String licence,
        CatalogueFile model,
        @Nullable CatalogueFile labels) {

    private static final String MODEL = "model.onnx";
    static final String FLOAT = "float32";

    static CatalogueEntry of(JsonObject entry, JsonObject catalogue) {
        JsonObject input = entry.getJsonObject("input");
        String labels = entry.getString("labels");
        return new CatalogueEntry(
                entry.getString("id"),
                entry.getString("architecture"),
                entry.getInteger("opset"),
                entry.getString("precision"),
                input.getInteger("height"),
                input.getInteger("width"),
                input.getString("layout"),
                Family.valueOf(
                        entry.getString("family").toUpperCase(Locale.ROOT).replace('-', '_')),
                entry.getDouble("top1"),
                entry.getString("licence"),
                CatalogueFile.of(entry, catalogue.getJsonArray("roots")),
                labels == null ? null : labels(labels, catalogue));
    }

    private static CatalogueFile labels(String name, JsonObject catalogue) {
        JsonArray roots = catalogue.getJsonArray("labelRoots");
        return CatalogueFile.of(catalogue.getJsonObject("labels").getJsonObject(name), roots);
    }

    /** What it is called on a page. */
    public String title() {
        return precision.equals(FLOAT)
                ? "%s (opset %d)".formatted(architecture, opset)
                : "%s, %s (opset %d)".formatted(architecture, precision, opset);
    }

    /** Of all downloads together. */
    public long bytes() {
        return model.bytes() + (labels == null ? 0 : labels.bytes());
    }

    /** Where the model is, the preferred address first. */
    public List<URI> sources(URI hub) {
        return model.addresses(hub);
    }

    /** The files to be fetched, from the hub that is set or from elsewhere. */
    public List<Download> downloads(URI hub) {
        List<Download> downloads = new ArrayList<>();
        downloads.add(model.download(MODEL, hub));
        if (labels != null) {
            downloads.add(labels.download(labels.name(), hub));
        }
        return downloads;
    }

    /** Writes, beside what was fetched, the files that make a model folder of it. */
    public Future<Void> describe(Vertx vertx, Path folder) {
        Future<Buffer> names = labels == null
                ? Future.succeededFuture(Buffer.buffer())
                : vertx.fileSystem().readFile(folder.resolve(labels.name()).toString());
        return names.map(file -> describedBy(file.toString()))
                .compose(files -> Future.all(files.entrySet().stream()
                        .map(file -> vertx.fileSystem()
                                .writeFile(folder.resolve(file.getKey()).toString(), Buffer.buffer(file.getValue())))
                        .toList()))
                .recover(failure -> Future.failedFuture(HubException.storing("The description of the model", failure)))
                .mapEmpty();
    }

    /**
     * The files that make a model folder of it, by name.
     *
     * @param labelFile the content of the file that names the classes
     */
    Map<String, String> describedBy(String labelFile) {
        return Map.of(
                "preprocessor_config.json", family.preprocessing(),
                "config.json",
                        ClassNames.configuration(labels == null ? ClassNames.DIGITS : ClassNames.read(labelFile)),
                "README.md", readme());
    }

    private String readme() {
        String accuracy = top1 == null ? "not given" : top1 + " % of ImageNet";
        return """
                # %s

                %s of the ONNX model zoo.

                - Licence: %s, of the weights. The terms of ImageNet are another matter.
                - Source: %s
                - SHA-256: %s
                - Top-1, as the zoo says: %s
                - Preprocessing: %s
                """.formatted(
                        title(),
                        architecture,
                        licence,
                        model.addresses(HubSettings.HUGGING_FACE).getFirst(),
                        model.sha256(),
                        accuracy,
                        family.sentence());
    }
}
