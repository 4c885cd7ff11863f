package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Bodies;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.Optional;

/**
 * Puts what is known to happen in the place of If, Loop and Scan: the branch whose condition holds whatever the picture,
 * the turns of a loop one behind the other.
 */
public final class ControlFlow {

    /** Nodes of a model whose loops are written out. */
    private static final int MAX_NODES = 10_000;

    private ControlFlow() {}

    /**
     * A model in which all is resolved that is known.
     *
     * @param model in operators of {@link dev.regard.onnx.Ops#OPSET}; where it was measured, more is known
     * @return empty where nothing is
     */
    public static Optional<Model> resolved(Model model) {
        Bodies.handDown(model.graph());
        return isResolvable(model.graph()) ? Optional.of(written(model)) : Optional.empty();
    }

    private static boolean isResolvable(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node ->
                        isKnown(node, graph) || node.bodies().stream().anyMatch(body -> isResolvable(body.graph())));
    }

    private static boolean isKnown(Node node, Graph graph) {
        return branch(node).isPresent() || turns(node, graph).isPresent();
    }

    private static Model written(Model model) {
        GraphCopy copy = GraphCopy.begin(model);
        for (Node node : model.graph().nodes()) {
            Optional<Attribute.Body> branch = branch(node);
            Optional<Turns> turns = turns(node, model.graph());
            if (branch.isPresent()) {
                copy.inline(node, branch.get());
            } else if (turns.isPresent()) {
                turns.get().write(copy);
            } else {
                copy.addWithBodies(node, body -> isResolvable(body.graph()) ? written(body) : body);
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    /** The branch of an If that is always taken. */
    private static Optional<Attribute.Body> branch(Node node) {
        return node.is("If")
                ? truth(node.input(0)).flatMap(holds -> node.body(holds ? "then_branch" : "else_branch"))
                : Optional.empty();
    }

    private static Optional<Turns> turns(Node node, Graph graph) {
        Optional<Turns> turns =
                node.is("Loop") ? LoopTurns.of(node) : node.is("Scan") ? ScanTurns.of(node) : Optional.empty();
        return turns.filter(found -> found.count() <= (MAX_NODES - graph.nodes().size()) / nodes(found.body()));
    }

    private static long nodes(Attribute.Body body) {
        return 1L + body.graph().nodes().size();
    }

    /** A truth that is the same whatever the picture; empty where it is not known. */
    static Optional<Boolean> truth(Value value) {
        return Constants.of(value)
                .filter(data -> data.type() == DataType.BOOL && data.shape().size() == 1)
                .map(TensorData::bytes)
                .map(bytes -> bytes.get(bytes.position()) != 0);
    }
}
