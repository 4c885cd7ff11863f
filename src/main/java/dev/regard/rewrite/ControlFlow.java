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
 * the iterations of a loop one behind the other.
 */
public final class ControlFlow {

    /** Nodes of a model whose loops are written out, those of its bodies included. */
    private static final int MAX_NODES = 10_000;

    /** Nodes that loops may still be written out to, all of them together. */
    private long left;

    private ControlFlow(Graph graph) {
        this.left = MAX_NODES - nodes(graph);
    }

    /**
     * A model in which all is resolved that is known.
     *
     * @param model in operators of {@link dev.regard.onnx.Ops#OPSET}; where it was measured, more is known
     * @return empty where nothing is
     */
    public static Optional<Model> resolved(Model model) {
        Bodies.handDown(model.graph());
        ControlFlow flow = new ControlFlow(model.graph());
        return flow.isResolvable(model.graph()) ? Optional.of(flow.written(model)) : Optional.empty();
    }

    private boolean isResolvable(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> isKnown(node) || node.bodies().stream().anyMatch(body -> isResolvable(body.graph())));
    }

    private boolean isKnown(Node node) {
        return branch(node).isPresent() || unrolling(node).isPresent();
    }

    private Model written(Model model) {
        GraphCopy copy = GraphCopy.begin(model);
        for (Node node : model.graph().nodes()) {
            Optional<Attribute.Body> branch = branch(node);
            Optional<Unrolling> unrolling = unrolling(node);
            if (branch.isPresent()) {
                copy.inline(node, branch.get());
            } else if (unrolling.isPresent()) {
                left -= unrolling.get().count() * nodes(unrolling.get().body());
                unrolling.get().write(copy);
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

    private Optional<Unrolling> unrolling(Node node) {
        Optional<Unrolling> unrolling =
                node.is("Loop") ? LoopUnrolling.of(node) : node.is("Scan") ? ScanUnrolling.of(node) : Optional.empty();
        return unrolling.filter(found -> found.count() <= left / nodes(found.body()));
    }

    private static long nodes(Attribute.Body body) {
        return 1 + nodes(body.graph());
    }

    private static long nodes(Graph graph) {
        return graph.nodes().stream()
                .mapToLong(node -> 1
                        + node.bodies().stream()
                                .mapToLong(body -> nodes(body.graph()))
                                .sum())
                .sum();
    }

    /** A truth that is the same whatever the picture; empty where it is not known. */
    static Optional<Boolean> truth(Value value) {
        return Constants.of(value)
                .filter(data -> data.type() == DataType.BOOL && data.shape().size() == 1)
                .map(TensorData::bytes)
                .map(bytes -> bytes.get(bytes.position()) != 0);
    }
}
