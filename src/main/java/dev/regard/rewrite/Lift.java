package dev.regard.rewrite;

import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lifts a model to {@link Ops#OPSET}, in standard operators only. Knows none itself. */
public final class Lift {

    /** Before it operators broadcast in another way. */
    private static final int MIN_OPSET = 7;

    /** The newest whose changes are known here. */
    private static final int MAX_OPSET = 26;

    /** The newest version of the file format of which anything is known. */
    private static final int MAX_IR_VERSION = 14;

    private Lift() {}

    /**
     * A model that computes the same, under the same names, in float32 and in operators of {@link Ops#OPSET}.
     *
     * @throws InvalidGraphException where it is of an opset or a version of the format that is not read, or an operator was used in a way that has no
     *                               other form
     */
    public static Model lift(Model original) {
        checkVersions(original);
        Model model = Precision.float32(SmallTypes.widened(original));
        return isLifted(model.graph(), model.opset()) ? model : written(model);
    }

    private static boolean isLifted(Graph graph, int opset) {
        return opset == Ops.OPSET
                && graph.nodes().stream()
                        .allMatch(node -> Liftings.find(node, opset).isEmpty()
                                && node.bodies().stream().allMatch(body -> isLifted(body.graph(), opset)));
    }

    private static Model written(Model model) {
        int opset = model.opset();
        Map<String, Integer> opsets = new HashMap<>(model.opsets());
        opsets.put("", Ops.OPSET);
        GraphCopy copy = GraphCopy.begin(model, opsets);
        Ops ops = new Ops(copy.model(), "regard/lift/");
        Inference inference = new Inference(model.graph());
        for (Node node : model.graph().nodes()) {
            Optional<Lifting> lifting = Liftings.find(node, opset);
            if (lifting.isPresent()) {
                LiftedNode lifted = new LiftedNode(node, model, inference, copy, ops);
                lifting.get().write(lifted);
                lifted.checkOutputs();
            } else {
                copy.addWithBodies(node, Lift::written);
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private static void checkVersions(Model model) {
        int opset = model.opset();
        if (model.irVersion() > MAX_IR_VERSION) {
            throw new InvalidGraphException(
                    "it is written in version %d of the ONNX format, and versions up to %d are read: export it again with an older onnx package"
                            .formatted(model.irVersion(), MAX_IR_VERSION));
        }
        if (opset < MIN_OPSET || opset > MAX_OPSET) {
            throw new InvalidGraphException(
                    "it is written in opset %d, and opsets %d to %d are read: export it again in one of these, or convert it with onnx.version_converter"
                            .formatted(opset, MIN_OPSET, MAX_OPSET));
        }
    }
}
