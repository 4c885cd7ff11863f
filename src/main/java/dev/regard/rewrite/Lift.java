package dev.regard.rewrite;

import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lifts a model to {@link Ops#OPSET}, in standard operators only. Knows none itself. */
public final class Lift {

    private Lift() {}

    /**
     * A model that computes the same, under the same names, in float32 and in operators of {@link Ops#OPSET}.
     *
     * @throws dev.regard.onnx.InvalidGraphException where an operator was used in a way that has no newer form
     */
    public static Model lift(Model original) {
        Model model = Precision.float32(original);
        int opset = model.opset();
        if (opset >= Ops.OPSET
                && model.graph().nodes().stream()
                        .allMatch(node -> Liftings.find(node, opset).isEmpty())) {
            return model;
        }
        Map<String, Integer> opsets = new HashMap<>(model.opsets());
        opsets.put("", Math.max(opset, Ops.OPSET));
        GraphCopy copy = GraphCopy.begin(model, opsets);
        Ops ops = new Ops(copy.model(), "regard/lift/");
        for (Node node : model.graph().nodes()) {
            Optional<Lifting> lifting = Liftings.find(node, opset);
            if (lifting.isPresent()) {
                lifting.get().write(new LiftedNode(node, opset, copy, ops));
            } else {
                copy.add(node);
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }
}
