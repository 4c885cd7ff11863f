package dev.regard.onnx;

import java.util.Map;

/**
 * An ONNX model: a graph, and the versions of the operators it is written in.
 *
 * @param irVersion version of the file format
 * @param producer  the program that wrote the file, as it calls itself; may be empty
 * @param opsets    version by domain; the standard's domain is empty
 * @param metadata  texts that the exporter left, by key
 * @param graph     what it computes
 */
public record Model(
        long irVersion, String producer, Map<String, Integer> opsets, Map<String, String> metadata, Graph graph) {

    public Model {
        opsets = Map.copyOf(opsets);
        metadata = Map.copyOf(metadata);
    }

    /** The version of the standard's operators. */
    public int opset() {
        return opsets.getOrDefault("", 1);
    }

    /** Another graph in the same versions of operators, such as a body within this one's graph. */
    public Model with(Graph other) {
        return new Model(irVersion, producer, opsets, metadata, other);
    }
}
