package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in the file's form. In a file a body reads values from outside by their names, and no name within it may be one
 * from outside: what is called alike gets another name.
 */
final class NodeWriter {

    private static final int LOOP_CONTROLS = 2;

    private final NameAuthority names;
    private final Function<Value, String> nameOf;

    private NodeWriter(NameAuthority names, Function<Value, String> nameOf) {
        this.names = names;
        this.nameOf = nameOf;
    }

    /** A writer of the nodes of the outermost graph. */
    NodeWriter(Graph graph) {
        this(new NameAuthority(), Value::name);
        graph.values().forEach(value -> names.take(value.name()));
    }

    NodeProto write(Node node) {
        NodeProto.Builder builder = NodeProto.newBuilder()
                .setName(node.name())
                .setDomain(node.domain())
                .setOpType(node.opType());
        node.inputs().subList(0, node.declaredInputs()).forEach(input -> builder.addInput(name(input)));
        node.outputs().forEach(output -> builder.addOutput(name(output)));
        node.attributes().forEach((name, attribute) -> builder.addAttribute(write(node, name, attribute)));
        return builder.build();
    }

    private String name(@Nullable Value value) {
        return value == null ? "" : nameOf.apply(value);
    }

    private AttributeProto write(Node node, String name, Attribute attribute) {
        AttributeProto.Builder builder = AttributeProto.newBuilder().setName(name);
        return switch (attribute) {
            case Attribute.Int number ->
                builder.setType(AttributeProto.AttributeType.INT)
                        .setI(number.value())
                        .build();
            case Attribute.Real real ->
                builder.setType(AttributeProto.AttributeType.FLOAT)
                        .setF(real.value())
                        .build();
            case Attribute.Text text ->
                builder.setType(AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8(text.value()))
                        .build();
            case Attribute.Reals reals ->
                builder.setType(AttributeProto.AttributeType.FLOATS)
                        .addAllFloats(reals.values())
                        .build();
            case Attribute.Ints ints ->
                builder.setType(AttributeProto.AttributeType.INTS)
                        .addAllInts(ints.values())
                        .build();
            case Attribute.Texts texts ->
                builder.setType(AttributeProto.AttributeType.STRINGS)
                        .addAllStrings(texts.values().stream()
                                .map(ByteString::copyFromUtf8)
                                .toList())
                        .build();
            case Attribute.Tensor tensor ->
                builder.setType(AttributeProto.AttributeType.TENSOR)
                        .setT(TensorProtos.write("", tensor.value()))
                        .build();
            case Attribute.Body body ->
                builder.setType(AttributeProto.AttributeType.GRAPH)
                        .setG(write(node, body))
                        .build();
            case Attribute.Opaque opaque -> parse(opaque.serialized());
        };
    }

    private GraphProto write(Node node, Attribute.Body body) {
        Graph graph = body.graph();
        Map<Value, String> inner = new HashMap<>();
        body.outside(node).forEach((inside, outside) -> inner.put(inside, name(outside)));
        NodeWriter within =
                new NodeWriter(names, value -> inner.computeIfAbsent(value, any -> names.unique(any.name())));
        GraphProto.Builder builder = GraphProto.newBuilder().setName("body");
        for (Graph.GraphInput input : graph.inputs().subList(0, body.declaredInputs())) {
            // Turn and condition of a Loop, which ONNX Runtime allocates before it knows anything.
            boolean needsShape = node.is("Loop") && builder.getInputCount() < LOOP_CONTROLS;
            builder.addInput(write(within.name(input.value()), input, needsShape));
        }
        within.write(body, builder);
        return builder.build();
    }

    private void write(Attribute.Body within, GraphProto.Builder builder) {
        Graph body = within.graph();
        Needed needed = Needed.by(body, body.outputs());
        for (Value value : needed.constants()) {
            value.constant().ifPresent(data -> builder.addInitializer(TensorProtos.write(name(value), data)));
        }
        needed.nodes().forEach(node -> builder.addNode(write(node)));
        for (int output = 0; output < body.outputs().size(); output++) {
            builder.addOutput(
                    typed(name(body.outputs().get(output)), within.types().get(output)));
        }
    }

    /** Shapes of what a body is given are inferred, and so are types that are no tensor's. */
    private static ValueInfoProto write(String name, Graph.GraphInput input, boolean needsShape) {
        ValueInfoProto.Builder written = typed(name, input.type());
        if (needsShape) {
            TensorShapeProto.Builder shape =
                    written.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
            input.dimensions().forEach(extent -> shape.addDimBuilder().setDimValue(extent));
        }
        return written.build();
    }

    private static ValueInfoProto.Builder typed(String name, DataType type) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        if (type != DataType.OTHER) {
            value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.code());
        }
        return value;
    }

    private static AttributeProto parse(byte[] serialized) {
        try {
            return AttributeProto.parseFrom(serialized);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidGraphException("an attribute that was read cannot be written", e);
        }
    }
}
