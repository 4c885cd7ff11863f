package dev.regard.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Model-local functions, as ONNX Runtime runs them and as we put their nodes in place. */
class FunctionsTest {

    private static final float[] X = {-2, -1, 0, 1, 2, 3};

    @Test
    void callsWithinCallsGiveTheSameNumbers() throws OrtException {
        // Given: twice(x) = leaky(leaky(x)) + x, where leaky has a slope that is given or a default
        ModelProto model = model(
                function("leaky", node("LeakyRelu", "a", "b").addAttribute(reference("alpha", "slope")))
                        .addAttributeProto(real("slope", 0.25f)),
                function(
                        "twice",
                        node("leaky", "a", "inner").setDomain("own").addAttribute(real("slope", 0.5f)),
                        node("leaky", "inner", "outer").setDomain("own"),
                        node("Add", "outer", "b").addInput("a")),
                node("twice", "x", "first").setDomain("own"),
                node("twice", "first", "y").setDomain("own"));
        // When
        Model read = OnnxReader.read(model.toByteArray());
        // Then
        assertThat(read.graph().nodes()).extracting(Node::domain).containsOnly("");
        assertThat(read.graph().nodes())
                .extracting(Node::opType)
                .containsExactly("LeakyRelu", "LeakyRelu", "Add", "LeakyRelu", "LeakyRelu", "Add");
        assertThat(run(OnnxWriter.write(read))).containsExactly(run(model.toByteArray()));
    }

    @Test
    void aBodyWithinAFunctionReadsWhatTheCallGives() throws OrtException {
        // Given
        GraphProto negated = GraphProto.newBuilder()
                .setName("branch")
                .addNode(node("twice", "a", "c").setDomain("own"))
                .addOutput(ValueInfoProto.newBuilder().setName("c"))
                .build();
        ModelProto model = model(
                function(
                        "chosen",
                        node("ReduceMax", "a", "most"),
                        node("Cast", "most", "isAny").addAttribute(whole("to", DataType.BOOL.code())),
                        node("If", "isAny", "b")
                                .addAttribute(body("then_branch", negated))
                                .addAttribute(body("else_branch", negated))),
                function("twice", node("Add", "a", "b").addInput("a")),
                node("chosen", "x", "first").setDomain("own"),
                node("chosen", "first", "y").setDomain("own"));
        // When
        Model read = OnnxReader.read(model.toByteArray());
        // Then
        assertThat(read.graph().nodes()).extracting(Node::opType).contains("If").doesNotContain("chosen", "twice");
        float[] fourfold = X.clone();
        for (int index = 0; index < fourfold.length; index++) {
            fourfold[index] *= 4;
        }
        assertThat(run(OnnxWriter.write(read))).containsExactly(fourfold);
    }

    @Test
    void aFunctionThatCallsItselfIsRefused() {
        ModelProto model = model(
                function("endless", node("endless", "a", "b").setDomain("own")),
                function("other", node("Relu", "a", "b")),
                node("endless", "x", "y").setDomain("own"));
        assertThatThrownBy(() -> OnnxReader.read(model.toByteArray()))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("'endless' calls itself");
    }

    @Test
    void aFunctionOfAnotherVersionIsRefused() {
        ModelProto model = model(
                function("old", node("Relu", "a", "b")).clearOpsetImport().addOpsetImport(opset("", 11)),
                function("other", node("Relu", "a", "b")),
                node("old", "x", "y").setDomain("own"));
        assertThatThrownBy(() -> OnnxReader.read(model.toByteArray()))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("'old' is written in version 11");
    }

    private static ModelProto model(
            FunctionProto.Builder first, FunctionProto.Builder second, NodeProto.Builder... nodes) {
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(DataType.FLOAT.code())
                .setShape(TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(X.length)))
                .build();
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("graph")
                .addInput(ValueInfoProto.newBuilder()
                        .setName("x")
                        .setType(TypeProto.newBuilder().setTensorType(type)))
                .addOutput(ValueInfoProto.newBuilder()
                        .setName("y")
                        .setType(TypeProto.newBuilder().setTensorType(type)));
        Arrays.stream(nodes).forEach(graph::addNode);
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(opset("", 17))
                .addOpsetImport(opset("own", 1))
                .addFunctions(first)
                .addFunctions(second)
                .build();
    }

    private static OperatorSetIdProto opset(String domain, int version) {
        return OperatorSetIdProto.newBuilder()
                .setDomain(domain)
                .setVersion(version)
                .build();
    }

    private static FunctionProto.Builder function(String name, NodeProto.Builder... nodes) {
        FunctionProto.Builder function = FunctionProto.newBuilder()
                .setDomain("own")
                .setName(name)
                .addInput("a")
                .addOutput("b")
                .addOpsetImport(opset("", 17))
                .addOpsetImport(opset("own", 1));
        Arrays.stream(nodes).forEach(function::addNode);
        return function;
    }

    private static NodeProto.Builder node(String opType, String input, String output) {
        return NodeProto.newBuilder().setOpType(opType).addInput(input).addOutput(output);
    }

    private static AttributeProto body(String name, GraphProto graph) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(graph)
                .build();
    }

    private static AttributeProto whole(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(number)
                .build();
    }

    private static AttributeProto real(String name, float number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(number)
                .build();
    }

    private static AttributeProto reference(String name, String reference) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setRefAttrName(reference)
                .build();
    }

    private static float[] run(byte[] model) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(X), new long[] {X.length});
                OrtSession.Result result = session.run(Map.<String, OnnxTensorLike>of("x", x))) {
            float[] y = new float[X.length];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(y);
            return y;
        }
    }
}
