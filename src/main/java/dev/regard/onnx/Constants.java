package dev.regard.onnx;

import dev.regard.tensor.Shape;
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
        return node.is("Constant") ? ofNumbers(node) : Optional.empty();
    }

    /** Newer exporters write short constants as plain attributes. */
    private static Optional<TensorData> ofNumbers(Node node) {
        if (node.attributes().get("value_ints") instanceof Attribute.Ints ints) {
            return Optional.of(TensorData.longs(ints.toLongs()));
        }
        if (node.attributes().get("value_int") instanceof Attribute.Int number) {
            return Optional.of(TensorData.scalarLong(number.value()));
        }
        if (node.attributes().get("value_floats") instanceof Attribute.Reals reals) {
            return Optional.of(TensorData.floats(Shape.of(reals.values().size()), reals.toFloats()));
        }
        if (node.attributes().get("value_float") instanceof Attribute.Real number) {
            return Optional.of(TensorData.floats(Shape.of(), number.value()));
        }
        return Optional.empty();
    }
}
