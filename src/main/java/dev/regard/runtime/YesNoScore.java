package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;

/**
 * A model that answers a question of yes or no with one score z, and whose files name both answers: it is made to give the
 * scores -z of the first and z of the second, so that what speaks for no can be asked for like what speaks for yes. Their
 * probabilities, each by a sigmoid, add up to 1. Of a score p that is a probability itself they are 1 - p and p.
 */
final class YesNoScore {

    private YesNoScore() {}

    /** True for such a model. */
    static boolean isNeeded(ClassScore score, int namedClasses) {
        return namedClasses == 2 && score.classes() == 1 && score.activation() != ClassScore.Activation.SOFTMAX;
    }

    /** The model with two scores, its only output; nothing of it is measured yet. */
    static Model twoScores(Model model, ClassScore score) {
        GraphCopy copy = GraphCopy.begin(model);
        model.graph().nodes().forEach(copy::add);
        Ops ops = new Ops(copy.model(), "regard/yes-no/");
        Value yes = ops.reshape(copy.of(score.value()), -1, 1);
        boolean isProbability = score.activation() != ClassScore.Activation.SIGMOID;
        Value no = isProbability ? ops.sub(ops.constant(1), yes) : ops.neg(yes);
        Value both = ops.concat(1, List.of(no, yes));
        copy.model()
                .graph()
                .addOutput(
                        isProbability ? ops.node("Clip", both, ops.constant(0), ops.constant(1)) : ops.sigmoid(both));
        return copy.model();
    }
}
