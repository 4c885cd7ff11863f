package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.Optional;

/**
 * y = x s with s = sigmoid(x), as exporters write SiLU: s + y (1 - s), all of it for x at once. By the rules of Mul and
 * Sigmoid one after the other it takes half as many steps again over tensors that are the largest of their networks.
 */
final class OwnSigmoid {

    private OwnSigmoid() {}

    /** True where an input of a product is the sigmoid of the other one. */
    static boolean isAt(Node node, int input) {
        Value other = node.input(1 - input);
        Optional<Node> producer = node.input(input).producer();
        return producer.isPresent()
                && producer.get().is("Sigmoid")
                && producer.get().input(0).equals(other);
    }

    /** The whole cotangent of x. */
    static Value cotangentOf(DifferentiatedNode node, Value sigmoid) {
        Ops ops = node.ops();
        Value falling = ops.mul(node.output(), ops.sub(ops.constant(1), sigmoid));
        return ops.mul(node.cotangent(), ops.add(sigmoid, falling));
    }
}
