package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.Optional;

/**
 * The rule of Pow, y = x^p. With respect to x it holds for every x for which y is smooth, negative ones included; with
 * respect to p where x is positive, and is 0 elsewhere.
 */
final class PowVjp {

    private PowVjp() {}

    static Value pow(DifferentiatedNode node, int input) {
        Value slope = input == 0 ? bySquareOrRoot(node).orElseGet(() -> byBase(node)) : byExponent(node);
        return node.unbroadcast(node.ops().mul(node.cotangent(), slope), node.input(input));
    }

    /** The two powers that are common, and need no Pow on the way back. */
    private static Optional<Value> bySquareOrRoot(DifferentiatedNode node) {
        Ops ops = node.ops();
        double exponent = Constants.of(node.input(1))
                .filter(constant -> constant.shape().size() == 1)
                .map(PowVjp::onlyNumber)
                .orElse(Double.NaN);
        if (exponent == 2) {
            return Optional.of(ops.mul(node.input(0), ops.constant(2)));
        }
        return exponent == 0.5 ? Optional.of(ops.div(ops.constant(0.5f), node.output())) : Optional.empty();
    }

    private static double onlyNumber(TensorData data) {
        return switch (data.type()) {
            case FLOAT -> data.toFloats()[0];
            case INT64 -> data.toLongs()[0];
            default -> Double.NaN;
        };
    }

    /** p x^(p - 1); where p is 0 the power is left away, so that no x of 0 makes it infinite. */
    private static Value byBase(DifferentiatedNode node) {
        Ops ops = node.ops();
        Value exponent = floatExponent(node);
        Value zero = ops.constant(0);
        Value lower = ops.where(ops.equal(exponent, zero), zero, ops.sub(exponent, ops.constant(1)));
        return ops.mul(ops.pow(node.input(0), lower), exponent);
    }

    /** Exponents may be whole numbers of any type. The runtime folds what is done to constant ones. */
    private static Value floatExponent(DifferentiatedNode node) {
        boolean isFloat = Constants.of(node.input(1))
                .filter(constant -> constant.type() == DataType.FLOAT)
                .isPresent();
        return isFloat ? node.input(1) : node.ops().toFloat(node.input(1));
    }

    /** y log(x) */
    private static Value byExponent(DifferentiatedNode node) {
        Ops ops = node.ops();
        Value x = node.input(0);
        Value isPositive = ops.greater(x, ops.constant(0));
        return ops.mul(node.output(), ops.log(ops.where(isPositive, x, ops.constant(1))));
    }
}
