package dev.regard.runtime;

import dev.regard.onnx.Value;

/**
 * A value that can be a target layer.
 *
 * @param value  in the graph
 * @param layout how its feature maps lie in it
 */
record FeatureMap(Value value, FeatureLayout layout) {}
