package dev.regard.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.regard.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forms that files come in, and what is said of broken ones. */
class OnnxReaderTest {

    @Test
    void constantsMayBeRawBytesOrTypedNumbers() {
        // Given
        GraphProto.Builder graph = graph().addInitializer(tensor("raw", DataType.FLOAT, 2)
                        .setRawData(ByteString.copyFrom(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40})))
                .addInitializer(
                        tensor("floats", DataType.FLOAT, 2).addFloatData(1).addFloatData(2))
                .addInitializer(
                        tensor("longs", DataType.INT64, 2).addInt64Data(1).addInt64Data(-1))
                .addInitializer(
                        tensor("bytes", DataType.UINT8, 2).addInt32Data(1).addInt32Data(255))
                .addInitializer(
                        tensor("doubles", DataType.DOUBLE, 1).addDoubleData(0.5).clearDims());
        // When
        Graph read = read(graph);
        // Then
        assertThat(constant(read, "raw").toFloats()).containsExactly(1, 2);
        assertThat(constant(read, "floats").toFloats()).containsExactly(1, 2);
        assertThat(constant(read, "longs").toLongs()).containsExactly(1, -1);
        assertThat(constant(read, "bytes").bytes().get(1)).isEqualTo((byte) 255);
        assertThat(constant(read, "doubles").bytes().getDouble()).isEqualTo(0.5);
        assertThat(constant(read, "doubles").shape()).isEqualTo(Shape.of());
    }

    @Test
    void oldFilesListTheirConstantsAmongTheInputs() {
        // Given
        GraphProto.Builder graph = graph().addInput(ValueInfoProto.newBuilder().setName("bias"))
                .addInitializer(tensor("bias", DataType.FLOAT, 1).addFloatData(1));
        // When
        Graph read = read(graph);
        // Then
        assertThat(read.inputs()).extracting(input -> input.value().name()).containsExactly("x");
    }

    @Test
    void inputsAndOutputsThatAreLeftOutStayLeftOut() {
        // Given
        NodeProto clip = NodeProto.newBuilder()
                .setOpType("Clip")
                .addInput("y")
                .addInput("")
                .addInput("y")
                .addOutput("")
                .addOutput("z")
                .build();
        // When
        Graph once = read(graph().addNode(clip));
        Graph twice = OnnxReader.read(OnnxWriter.write(model(once))).graph();
        // Then
        for (Graph graph : new Graph[] {once, twice}) {
            Node node = graph.nodes().getLast();
            assertThat(node.inputs()).hasSize(3);
            assertThat(node.optionalInput(1)).isEmpty();
            assertThat(node.outputs().getFirst()).isNull();
            assertThatThrownBy(() -> node.input(1))
                    .isInstanceOf(InvalidGraphException.class)
                    .hasMessageContaining("Clip")
                    .hasMessageContaining("no input 1");
        }
    }

    @Test
    void theStandardsDomainHasTwoNames() {
        ModelProto proto = ModelProto.newBuilder()
                .setGraph(graph().setNode(
                                0,
                                NodeProto.newBuilder()
                                        .setDomain("ai.onnx")
                                        .setOpType("Relu")
                                        .addInput("x")
                                        .addOutput("y")))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx").setVersion(12))
                .build();
        Model model = OnnxReader.read(proto.toByteArray());
        assertThat(model.opset()).isEqualTo(12);
        assertThat(model.graph().nodes().getFirst().is("Relu")).isTrue();
    }

    @Test
    void refusesWhatIsNoModel() {
        assertRefused(new byte[0], "no ONNX graph");
        assertRefused("This is a text, no model.".getBytes(StandardCharsets.UTF_8), "no ONNX model");
        assertRefused(ModelProto.newBuilder().setIrVersion(8).build().toByteArray(), "no ONNX graph");
    }

    @Test
    void refusesAGraphThatContradictsItself() {
        assertRefused(bytes(graph().addNode(relu("nothing", "z"))), "'nothing'");
        assertRefused(bytes(graph().addNode(relu("x", "y"))), "two values are called 'y'");
        assertRefused(bytes(graph().addOutput(ValueInfoProto.newBuilder().setName("lost"))), "'lost'");
        TensorProto.Builder one = tensor("one", DataType.FLOAT, 1).addFloatData(1);
        assertRefused(bytes(graph().addInitializer(one).addInitializer(one)), "two values are called 'one'");
        assertRefused(bytes(graph().addInput(ValueInfoProto.newBuilder().setName("x"))), "two values are called 'x'");
    }

    @Test
    void refusesConstantsThatItCannotHave() {
        TensorProto.Builder external =
                tensor("far", DataType.FLOAT, 1).setDataLocation(TensorProto.DataLocation.EXTERNAL);
        assertRefused(
                bytes(graph().addInitializer(external)),
                "'far' lies in the file '', which is not in the model's folder");
        TensorProto.Builder complex = tensor("complex", DataType.COMPLEX64, 1);
        assertRefused(bytes(graph().addInitializer(complex)), "not supported (COMPLEX64)");
        TensorProto.Builder unknown = tensor("unknown", DataType.FLOAT, 1).setDataType(99);
        assertRefused(bytes(graph().addInitializer(unknown)), "not supported (number 99)");
        TensorProto.Builder tooFew = tensor("few", DataType.FLOAT, 3).addFloatData(1);
        assertRefused(bytes(graph().addInitializer(tooFew)), "takes 12 bytes, the file gives 4");
        TensorProto.Builder negative = tensor("negative", DataType.FLOAT, -1).addFloatData(1);
        assertRefused(bytes(graph().addInitializer(negative)), "'negative'");
        TensorProto.Builder huge = tensor("huge", DataType.FLOAT, 1L << 40).addFloatData(1);
        assertRefused(bytes(graph().addInitializer(huge)), "'huge'");
    }

    @Test
    void aFileThatIsCutOffOrDamagedIsReadOrRefusedAndNothingElse() {
        // Given
        byte[] whole = bytes(
                graph().addInitializer(tensor("w", DataType.FLOAT, 2, 2).addAllFloatData(Arrays.asList(1f, 2f, 3f, 4f)))
                        .addNode(relu("y", "z")));
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                // When, Then
                readOrRefuse(damaged);
            }
            readOrRefuse(Arrays.copyOf(whole, at));
        }
    }

    @Test
    void nodesMayStandInAnyOrder() {
        // Given: x -> a -> b -> c, of which the file lists the last first
        GraphProto.Builder graph = graph().addNode(relu("b", "c"))
                .addNode(relu("y", "a"))
                .addNode(relu("a", "b"))
                .setNode(0, relu("x", "y"));
        GraphProto.Builder reversed = graph.clone().clearNode();
        graph.getNodeList().reversed().forEach(reversed::addNode);
        // When, Then
        for (GraphProto.Builder unsorted : List.of(graph, reversed)) {
            assertThat(read(unsorted).nodes())
                    .extracting(node -> node.output().name())
                    .containsExactly("y", "a", "b", "c");
        }
    }

    @Test
    void aNodeStandsBehindWhatItsBodiesRead() {
        // Given: bodies in disorder, that read what comes later in the file
        GraphProto body = GraphProto.newBuilder()
                .addNode(relu("inner", "result"))
                .addNode(relu("late", "inner"))
                .addOutput(ValueInfoProto.newBuilder().setName("result"))
                .build();
        NodeProto branch = NodeProto.newBuilder()
                .setOpType("If")
                .addInput("y")
                .addOutput("chosen")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("then_branch")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(body))
                .build();
        // When
        GraphProto sorted = NodeOrder.sorted(
                graph().addNode(branch).addNode(relu("y", "late")).build());
        // Then
        assertThat(sorted.getNodeList()).extracting(NodeProto::getOpType).containsExactly("Relu", "Relu", "If");
        assertThat(sorted.getNode(2).getAttribute(0).getG().getNodeList())
                .extracting(node -> node.getOutput(0))
                .containsExactly("inner", "result");
    }

    @Test
    void nodesThatWaitForEachOtherAreRefused() {
        assertRefused(
                bytes(graph().addNode(relu("c", "a"))
                        .addNode(relu("a", "b"))
                        .addNode(relu("b", "c"))
                        .addNode(relu("c", "behind"))),
                "form a cycle: Relu");
        assertRefused(bytes(graph().addNode(relu("a", "a"))), "a cycle: Relu 'a' <- Relu 'a'");
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(OnnxReader.read(bytes)).isNotNull();
        } catch (InvalidGraphException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> OnnxReader.read(bytes))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining(message);
    }

    /** y = Relu(x). */
    private static GraphProto.Builder graph() {
        return GraphProto.newBuilder()
                .addInput(ValueInfoProto.newBuilder().setName("x"))
                .addNode(relu("x", "y"))
                .addOutput(ValueInfoProto.newBuilder().setName("y"));
    }

    private static NodeProto relu(String input, String output) {
        return NodeProto.newBuilder()
                .setOpType("Relu")
                .addInput(input)
                .addOutput(output)
                .build();
    }

    private static TensorProto.Builder tensor(String name, DataType type, long... extents) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.code())
                .addAllDims(Arrays.stream(extents).boxed().toList());
    }

    private static byte[] bytes(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(3)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .build()
                .toByteArray();
    }

    private static Graph read(GraphProto.Builder graph) {
        return OnnxReader.read(bytes(graph)).graph();
    }

    private static Model model(Graph graph) {
        return new Model(8, "", Map.of("", 13), Map.of(), graph);
    }

    private static TensorData constant(Graph graph, String name) {
        return graph.value(name).orElseThrow().constant().orElseThrow();
    }
}
