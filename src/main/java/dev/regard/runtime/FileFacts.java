package dev.regard.runtime;

import java.util.Map;

/**
 * What an ONNX file says of itself, beside its graph.
 *
 * @param producer the program that wrote it, as it calls itself; may be empty
 * @param opset    version of the standard's operators
 * @param metadata texts that the exporter left, by key
 */
public record FileFacts(String producer, int opset, Map<String, String> metadata) {

    public FileFacts {
        metadata = Map.copyOf(metadata);
    }
}
