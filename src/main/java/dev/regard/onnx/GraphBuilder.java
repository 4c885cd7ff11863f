package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds one graph of a file, and the bodies within it; values are found by name while it is read and never after. What a
 * body reads from outside becomes an input of the node that has the body, the constants of the body too: they are moved to
 * the outermost graph, where all weights are.
 */
final class GraphBuilder {

    private final GraphProto proto;
    private final ExternalData external;
    private final Graph graph = new Graph();
    private final @Nullable GraphBuilder outer;
    /** Prefix of the names of a body's constants in the outermost graph. */
    private final String scope;
    /** In a body: for values of the graph around it the inputs that stand for them. */
    private final Map<Value, Value> captured = new LinkedHashMap<>();
    /** In a body: its constants, by the names it gives them. */
    private final Map<String, Value> moved = new HashMap<>();
    /** In a body: its outputs so far. */
    private final Set<Value> given = new HashSet<>();

    private GraphBuilder(GraphProto proto, ExternalData external, @Nullable GraphBuilder outer, String scope) {
        this.proto = proto;
        this.external = external;
        this.outer = outer;
        this.scope = scope;
    }

    /** A builder of the outermost graph. */
    static GraphBuilder of(GraphProto proto, ExternalData external) {
        return new GraphBuilder(proto, external, null, "");
    }

    Graph build() {
        Set<String> constants = new HashSet<>();
        for (TensorProto tensor : proto.getInitializerList()) {
            requireNew(tensor.getName());
            constants.add(tensor.getName());
            addConstant(tensor.getName(), TensorProtos.read(tensor, external));
        }
        for (ValueInfoProto input : proto.getInputList()) {
            // Before IR version 4 constants are listed among the inputs as well.
            if (!constants.contains(input.getName())) {
                addInput(input);
            }
        }
        proto.getNodeList().forEach(this::addNode);
        for (ValueInfoProto output : proto.getOutputList()) {
            addOutput(find(output.getName(), "the graph's outputs"));
        }
        return graph;
    }

    /** The graph takes names as wishes: what the file names twice would silently become two values. */
    private void requireNew(String name) {
        if (graph.value(name).isPresent() || moved.containsKey(name)) {
            throw new InvalidGraphException("two values are called '" + name + "'");
        }
    }

    private void addConstant(String name, TensorData data) {
        if (outer == null) {
            graph.addConstant(name, data);
        } else {
            moved.put(name, outermost().addConstant(scope + name, data));
        }
    }

    private Graph outermost() {
        return outer == null ? graph : outer.outermost();
    }

    private void addInput(ValueInfoProto input) {
        requireNew(input.getName());
        TypeProto.Tensor type = input.getType().getTensorType();
        List<Long> dimensions = type.getShape().getDimList().stream()
                .map(dimension -> dimension.getDimValue() > 0 ? dimension.getDimValue() : -1L)
                .toList();
        graph.addInput(input.getName(), DataType.of(type.getElemType()), dimensions);
    }

    /** Every output of a body is a value of its own; ONNX Runtime takes none that comes straight from outside. */
    private void addOutput(Value value) {
        boolean isOwn =
                outer == null || (given.add(value) && (value.producer().isPresent() || !captured.containsValue(value)));
        graph.addOutput(isOwn ? value : graph.addNode("Identity", value.name(), List.of(value), Map.of()));
    }

    private void addNode(NodeProto node) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (String name : node.getInputList()) {
            inputs.add(name.isEmpty() ? null : find(name, node.getOpType() + " '" + node.getName() + "'"));
        }
        SequencedMap<Value, Integer> readByBodies = new LinkedHashMap<>();
        Map<String, Attribute> attributes = new HashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            attributes.put(
                    attribute.getName(),
                    isBody(attribute) ? body(node, attribute, readByBodies) : read(node, attribute));
        }
        inputs.addAll(readByBodies.keySet());
        graph.readNode(
                node.getName(),
                OnnxReader.standard(node.getDomain()),
                node.getOpType(),
                inputs,
                List.copyOf(node.getOutputList()),
                attributes);
    }

    /** Old files do not name the type. */
    private static boolean isBody(AttributeProto attribute) {
        return attribute.hasG()
                && (attribute.getType() == AttributeProto.AttributeType.GRAPH
                        || attribute.getType() == AttributeProto.AttributeType.UNDEFINED);
    }

    /**
     * Builds a body.
     *
     * @param read values of this graph that bodies of the node read, by which of its inputs they become; added to
     */
    private Attribute.Body body(NodeProto node, AttributeProto attribute, SequencedMap<Value, Integer> read) {
        String first = node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        String inner = "%s%s/%s/".formatted(scope, first, attribute.getName());
        GraphBuilder builder = new GraphBuilder(attribute.getG(), external, this, inner);
        Graph body = builder.build();
        List<Integer> places = new ArrayList<>();
        for (Value value : builder.captured.keySet()) {
            places.add(read.computeIfAbsent(value, added -> node.getInputCount() + read.size()));
        }
        checkOutputs(node, attribute, body);
        List<DataType> types = attribute.getG().getOutputList().stream()
                .map(output -> DataType.of(output.getType().getTensorType().getElemType()))
                .toList();
        return new Attribute.Body(body, places, types);
    }

    /** ONNX Runtime refuses such a file too, but only after the graph was looked at. */
    private static void checkOutputs(NodeProto node, AttributeProto attribute, Graph body) {
        int given = body.outputs().size() - (node.getOpType().equals("Loop") ? 1 : 0);
        boolean isOther =
                node.getOpType().equals("If") ? node.getOutputCount() != given : node.getOutputCount() > given;
        if (isOther) {
            throw new InvalidGraphException("%s '%s' has %d outputs, but its '%s' gives %d"
                    .formatted(node.getOpType(), node.getName(), node.getOutputCount(), attribute.getName(), given));
        }
    }

    private Value find(String name, String reader) {
        return lookUp(name)
                .orElseThrow(() -> new InvalidGraphException(reader + " reads '" + name + "', which nothing produces"));
    }

    private Optional<Value> lookUp(String name) {
        Optional<Value> own =
                graph.value(name).or(() -> Optional.ofNullable(moved.get(name)).map(this::fromOutermost));
        return own.isPresent() || outer == null ? own : outer.lookUp(name).map(this::capture);
    }

    private Value fromOutermost(Value constant) {
        return outer == null ? constant : capture(outer.fromOutermost(constant));
    }

    /** The input that stands for a value of the graph around this body. */
    private Value capture(Value outside) {
        return captured.computeIfAbsent(outside, value -> graph.addInput(value.name(), DataType.OTHER, List.of()));
    }

    private Attribute read(NodeProto node, AttributeProto attribute) {
        return switch (attribute.getType()) {
            case INT -> new Attribute.Int(attribute.getI());
            case FLOAT -> new Attribute.Real(attribute.getF());
            case STRING -> new Attribute.Text(attribute.getS().toStringUtf8());
            case FLOATS -> new Attribute.Reals(attribute.getFloatsList());
            case INTS -> new Attribute.Ints(attribute.getIntsList());
            case STRINGS ->
                new Attribute.Texts(attribute.getStringsList().stream()
                        .map(ByteString::toStringUtf8)
                        .toList());
            case TENSOR -> new Attribute.Tensor(TensorProtos.read(attribute.getT(), external));
            case GRAPHS ->
                throw new InvalidGraphException("%s '%s' holds a list of graphs, which no operator has"
                        .formatted(node.getOpType(), node.getName()));
            default ->
                new Attribute.Opaque(
                        attribute.toBuilder().clearG().clearGraphs().build().toByteArray());
        };
    }
}
