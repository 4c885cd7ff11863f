package dev.regard.autodiff;

import dev.regard.onnx.Value;

/**
 * How the cotangents of a node's outputs become the cotangent of one of its inputs (a vector-Jacobian product), written
 * as new nodes.
 *
 * <p>A cotangent has exactly the shape of its value. Rules never fix the extent of the axis that grows with the batch
 * ({@link Value#batchAxis}).
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
