package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the nodes of model-local functions in the place of their calls, so that a graph holds operators only. PyTorch's newer
 * exporter leaves a function for each of its own operators.
 */
final class Functions {

    /** Calls within calls; a function that calls itself has no end. */
    private static final int MAX_DEPTH = 64;

    /** Nodes and calls: functions that call each other twice, forty times, have no node and no end. */
    private static final int MAX_NODES = 300_000;

    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private int nodes;
    private int calls;

    private Functions(ModelProto model) {
        model.getFunctionsList()
                .forEach(function -> functions.put(key(function.getDomain(), function.getName()), function));
        model.getOpsetImportList().forEach(opset -> versions.put(opset.getDomain(), opset.getVersion()));
    }

    /**
     * The graph of a model without calls.
     *
     * @throws InvalidGraphException where a function calls itself, or is of another version of the standard than the model
     */
    static GraphProto inlined(ModelProto model) {
        if (model.getFunctionsCount() == 0) {
            return model.getGraph();
        }
        return new Functions(model).inlined(model.getGraph(), 0);
    }

    private GraphProto inlined(GraphProto graph, int depth) {
        GraphProto.Builder inlined = graph.toBuilder().clearNode();
        for (NodeProto node : graph.getNodeList()) {
            add(node, inlined, depth);
        }
        return inlined.build();
    }

    private static String key(String domain, String name) {
        return (domain.equals("ai.onnx") ? "" : domain) + ":" + name;
    }

    private void add(NodeProto node, GraphProto.Builder graph, int depth) {
        if (depth == MAX_DEPTH || ++nodes > MAX_NODES) {
            throw new InvalidGraphException("the function '" + node.getOpType() + "' calls itself, or too much");
        }
        FunctionProto function = functions.get(key(node.getDomain(), node.getOpType()));
        if (function == null) {
            graph.addNode(withInlinedBodies(node, depth));
            return;
        }
        check(function);
        Call call = new Call(node, function, "call " + calls++ + "/");
        for (NodeProto inner : function.getNodeList()) {
            add(call.renamed(inner), graph, depth + 1);
        }
    }

    private NodeProto withInlinedBodies(NodeProto node, int depth) {
        if (node.getAttributeList().stream().noneMatch(AttributeProto::hasG)) {
            return node;
        }
        NodeProto.Builder inlined = node.toBuilder();
        inlined.getAttributeBuilderList().stream()
                .filter(AttributeProto.Builder::hasG)
                .forEach(attribute -> attribute.setG(inlined(attribute.getG(), depth + 1)));
        return inlined.build();
    }

    private void check(FunctionProto function) {
        for (OperatorSetIdProto opset : function.getOpsetImportList()) {
            long version = versions.getOrDefault(opset.getDomain(), opset.getVersion());
            if (version != opset.getVersion()) {
                throw new InvalidGraphException("the function '%s' is written in version %d of '%s', the model in %d"
                        .formatted(function.getName(), opset.getVersion(), opset.getDomain(), version));
            }
        }
    }

    /** One call: what the names and attributes of the function stand for in it. */
    private static final class Call {
        private final String scope;
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeProto> attributes = new HashMap<>();

        Call(NodeProto node, FunctionProto function, String scope) {
            this.scope = scope;
            for (int index = 0; index < function.getInputCount(); index++) {
                names.put(function.getInput(index), index < node.getInputCount() ? node.getInput(index) : "");
            }
            if (node.getOutputCount() > function.getOutputCount()) {
                throw new InvalidGraphException("the function '%s' has %d outputs, and a call of it %d"
                        .formatted(function.getName(), function.getOutputCount(), node.getOutputCount()));
            }
            for (int index = 0; index < node.getOutputCount(); index++) {
                if (!node.getOutput(index).isEmpty()) {
                    names.put(function.getOutput(index), node.getOutput(index));
                }
            }
            function.getAttributeProtoList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
            node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
        }

        private String name(String inner) {
            return inner.isEmpty() ? "" : names.computeIfAbsent(inner, name -> scope + name);
        }

        NodeProto renamed(NodeProto node) {
            NodeProto.Builder renamed = node.toBuilder()
                    .clearInput()
                    .clearOutput()
                    .clearAttribute()
                    .setName(node.getName().isEmpty() ? "" : scope + node.getName());
            node.getInputList().forEach(input -> renamed.addInput(name(input)));
            node.getOutputList().forEach(output -> renamed.addOutput(name(output)));
            for (AttributeProto attribute : node.getAttributeList()) {
                AttributeProto meant =
                        attribute.getRefAttrName().isEmpty() ? attribute : attributes.get(attribute.getRefAttrName());
                // Of those that the caller gives none and that have no default, the operator's own default holds.
                if (meant != null) {
                    AttributeProto.Builder added = meant.toBuilder().setName(attribute.getName());
                    // What the caller gives bears the caller's names already.
                    renamed.addAttribute(attribute.hasG() ? added.setG(renamed(attribute.getG())) : added);
                }
            }
            return renamed.build();
        }

        /** A body reads names of the function, and gives names of its own: each call has all of them for itself. */
        private GraphProto renamed(GraphProto body) {
            GraphProto.Builder renamed = body.toBuilder().clearNode().clearValueInfo();
            body.getNodeList().forEach(node -> renamed.addNode(renamed(node)));
            renamed.getInputBuilderList().forEach(input -> input.setName(name(input.getName())));
            renamed.getInitializerBuilderList().forEach(constant -> constant.setName(name(constant.getName())));
            renamed.getOutputBuilderList().forEach(output -> output.setName(name(output.getName())));
            return renamed.build();
        }
    }
}
