package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.autodiff.FinalActivation;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/**
 * The class scores in front of an output, in a graph where they are a value of their own.
 *
 * @param measured the model, written anew at its end where it has to be
 * @param score    in that model
 */
record ScoreFinder(MeasuredModel measured, ClassScore score) {

    /**
     * Finds them: by the operators at the end, else by the numbers that the output held.
     *
     * @param output of the measured model
     * @param named  how many classes the model's files name; 0 where they name none
     */
    static ScoreFinder of(MeasuredModel measured, Value output, InputSize size, int named) {
        FinalActivation last = ClassScore.activation(output).orElse(null);
        ScoreFinder found;
        if (last != null && !last.isPlain()) {
            found = ofOnlyOutput(measured.again(rewritten(measured.model(), last), size));
        } else {
            ClassScore score = ClassScore.behind(output);
            boolean areProbabilities = last == null && ProbabilityCheck.passes(measured, output);
            found = new ScoreFinder(measured, areProbabilities ? score.asProbabilities() : score);
        }
        return YesNoScore.isNeeded(found.score, named)
                ? ofOnlyOutput(found.measured.again(YesNoScore.twoScores(found.measured.model(), found.score), size))
                : found;
    }

    private static ScoreFinder ofOnlyOutput(MeasuredModel measured) {
        Value output = measured.model().graph().outputs().getFirst();
        return new ScoreFinder(measured, ClassScore.behind(output));
    }

    private static Model rewritten(Model model, FinalActivation last) {
        GraphCopy copy = GraphCopy.begin(model);
        model.graph().nodes().forEach(copy::add);
        copy.model().graph().addOutput(last.write(new Ops(copy.model(), "regard/score/"), copy::of));
        return copy.model();
    }
}
