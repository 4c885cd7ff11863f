package dev.regard.explain;

import org.jspecify.annotations.Nullable;

/**
 * What a model's own page tells beside its {@link ModelDescription}.
 *
 * @param readme               in Markdown, without front matter; null where the folder has none
 * @param licence              null where no file says it
 * @param file                 name of the ONNX file
 * @param sha256               of that file, in hexadecimal
 * @param version              a checksum of everything that decides what the model answers: weights, preprocessing, labels
 * @param producer             the program that wrote it; empty where it does not say
 * @param opset                version of the standard's operators
 * @param nodes                of the graph
 * @param weightBytes          in memory
 * @param preprocessing        as {@code preprocessor_config.json} would say it
 * @param preprocessingGuessed true where no file says it
 * @param labelsGuessed        true where no file names the classes
 */
public record ModelDetails(
        @Nullable String readme,
        @Nullable String licence,
        String file,
        String sha256,
        String version,
        String producer,
        int opset,
        int nodes,
        long weightBytes,
        String preprocessing,
        boolean preprocessingGuessed,
        boolean labelsGuessed) {}
