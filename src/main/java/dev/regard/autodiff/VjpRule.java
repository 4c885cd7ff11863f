package dev.regard.autodiff;

import dev.regard.onnx.Value;

/**
 * How the cotangents of a node's outputs become the cotangent of one of its inputs (a vector-Jacobian product), written
 * as new nodes.
 *
 * <p>A cotangent has the shape of its value, except that its batch axis, the first one, has as many rows as the seed.
 * Values of the forward pass have one row for all of them, or as many: rules let broadcasting do the rest and never fix
 * the extent of the batch axis.
 */
@FunctionalInterface
interface VjpRule {

    /**
     * @param node  the node of the forward pass, with its cotangents
     * @param input which of its inputs
     * @return the cotangent of that input
     */
    Value cotangentOf(DifferentiatedNode node, int input);
}
