package dev.regard.onnx;

/**
 * What a node does, by the name of it.
 *
 * @param domain the set of operators that it is of; the standard's is empty
 * @param opType its name there
 */
public record Operator(String domain, String opType) {}
