package dev.regard.explain;

/**
 * Where the time went, in milliseconds.
 *
 * @param decodeMillis  from the picture's bytes to the model's input
 * @param forwardMillis ONNX Runtime: the forward pass, and the backward pass where the method needs one
 * @param mapMillis     from activations and gradients to maps
 */
public record Timing(double decodeMillis, double forwardMillis, double mapMillis) {}
