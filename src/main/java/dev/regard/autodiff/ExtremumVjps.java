package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/**
 * Rules of Max and Min. Among equals a constant takes the gradient, so that Max(x, 0) has the derivative of a ReLU at its
 * kink, then the first input.
 */
final class ExtremumVjps {

    private ExtremumVjps() {}

    static Value max(DifferentiatedNode node, int input) {
        return chosen(node, input, "Greater");
    }

    static Value min(DifferentiatedNode node, int input) {
        return chosen(node, input, "Less");
    }

    /** The cotangent where this input is further than all before it in rank, and as far as all behind it. */
    private static Value chosen(DifferentiatedNode node, int input, String further) {
        Ops ops = node.ops();
        Value mine = node.input(input);
        Value wins = null;
        for (int other = 0; other < node.node().inputs().size(); other++) {
            if (other != input) {
                Value theirs = node.input(other);
                boolean theyWinTies = other < input || Constants.of(theirs).isPresent();
                Value beats = ops.node(theyWinTies ? further : further + "OrEqual", mine, theirs);
                wins = wins == null ? beats : ops.and(wins, beats);
            }
        }
        Value passed = wins == null ? node.cotangent() : ops.where(wins, node.cotangent(), ops.constant(0));
        return node.unbroadcast(passed, mine);
    }
}
