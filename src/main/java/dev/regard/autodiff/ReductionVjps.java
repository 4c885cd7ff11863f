package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Rules of reductions. Equals share the gradient of a maximum or minimum evenly: it is the mean over the ways to break
 * the tie, what PyTorch (amax), JAX and TensorFlow do. Norms have the derivative 0 at 0.
 */
final class ReductionVjps {

    private ReductionVjps() {}

    static Value sum(DifferentiatedNode node, int input) {
        return node.expandedLike(node.input(0), kept(node, node.cotangent()));
    }

    /** Every element that went into the mean gets an equal share. Serves ReduceMean and GlobalAveragePool. */
    static Value mean(DifferentiatedNode node, int input) {
        float count = (float) node.shape(0).size() / node.output().shape().size();
        Value share = node.ops().mul(kept(node, node.cotangent()), node.ops().constant(1 / count));
        return node.expandedLike(node.input(0), share);
    }

    /** Serves ReduceMax and ReduceMin. */
    static Value extremum(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value isExtreme = ops.toFloat(ops.equal(node.input(0), kept(node, node.output())));
        Value count = ops.reduceSum(isExtreme, true, reducedAxes(node.node(), node.shape(0)));
        return ops.mul(isExtreme, ops.div(kept(node, node.cotangent()), count));
    }

    /** sign(x) */
    static Value l1(DifferentiatedNode node, int input) {
        return node.ops().mul(node.ops().sign(node.input(0)), kept(node, node.cotangent()));
    }

    /** x / y */
    static Value l2(DifferentiatedNode node, int input) {
        Value share = node.dividedOrZero(kept(node, node.cotangent()), kept(node, node.output()));
        return node.ops().mul(node.input(0), share);
    }

    /** 2 x */
    static Value sumOfSquares(DifferentiatedNode node, int input) {
        Value twice = node.ops().mul(kept(node, node.cotangent()), node.ops().constant(2));
        return node.ops().mul(node.input(0), twice);
    }

    /** y = log(sum x): exp(-y). */
    static Value logSum(DifferentiatedNode node, int input) {
        Value share = node.ops().div(node.cotangent(), node.ops().exp(node.output()));
        return node.expandedLike(node.input(0), kept(node, share));
    }

    /** y = log(sum exp x): exp(x - y). */
    static Value logSumExp(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value share = ops.exp(ops.sub(node.input(0), kept(node, node.output())));
        return ops.mul(share, kept(node, node.cotangent()));
    }

    /** The product of all others: y / x, and where x is 0 the product of the rest, which is 0 behind a second 0. */
    static Value product(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        long[] axes = reducedAxes(node.node(), node.shape(0));
        Value x = node.input(0);
        Value one = ops.constant(1);
        Value isZero = ops.equal(x, ops.constant(0));
        Value withoutZeros = ops.where(isZero, one, x);
        Value isOnlyZero = ops.toFloat(ops.equal(ops.reduceSum(ops.toFloat(isZero), true, axes), one));
        Value rest = ops.mul(ops.reduce("ReduceProd", withoutZeros, true, axes), isOnlyZero);
        Value others = ops.where(isZero, rest, ops.div(kept(node, node.output()), withoutZeros));
        return ops.mul(others, kept(node, node.cotangent()));
    }

    /** The same sum from the other end. */
    static Value cumulativeSum(DifferentiatedNode node, int input) {
        Map<String, Attribute> attributes = Map.of(
                "exclusive", new Attribute.Int(node.node().integer("exclusive", 0)),
                "reverse", new Attribute.Int(1 - node.node().integer("reverse", 0)));
        return node.ops().node("CumSum", List.of(node.cotangent(), node.input(1)), attributes);
    }

    /** What has the output's shape, with the axes that the reduction took away, of extent 1. */
    private static Value kept(DifferentiatedNode node, Value reduced) {
        Shape whole = node.shape(0);
        if (node.output().shape().rank() == whole.rank()) {
            return reduced;
        }
        long[] kept = whole.toLongs();
        node.input(0).batchAxis().ifPresent(axis -> kept[axis] = -1);
        for (long axis : reducedAxes(node.node(), whole)) {
            kept[(int) axis] = 1;
        }
        return node.ops().reshape(reduced, kept);
    }

    private static long[] reducedAxes(Node node, Shape whole) {
        long[] axes = node.integers("axes", 1).orElse(new long[0]);
        if (axes.length == 0 && node.integer("noop_with_empty_axes", 0) == 0) {
            return LongStream.range(0, whole.rank()).toArray();
        }
        return Arrays.stream(axes)
                .map(axis -> Math.floorMod(axis, (long) whole.rank()))
                .toArray();
    }
}
