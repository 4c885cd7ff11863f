package dev.regard.onnx;

import java.util.Optional;

/** Reads values that are constant, however the exporter wrote them down, or found to be so when shapes were measured. */
public final class Constants {

    private Constants() {}

    /** The numbers of a stored constant, of a Constant node, of an Identity of either, or as measured. */
    public static Optional<TensorData> of(Value value) {
        if (value.constant().isPresent()) {
            return value.constant();
        }
        return value.producer().flatMap(Constants::ofNode).or(value::fixed);
    }

    private static Optional<TensorData> ofNode(Node node) {
        if (node.is("Identity")) {
            return of(node.input(0));
        }
        if (node.is("Constant") && node.attributes().get("value") instanceof Attribute.Tensor tensor) {
            return Optional.of(tensor.value());
        }
        return Optional.empty();
    }
}
