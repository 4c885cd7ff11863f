package dev.regard.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.regard.rewrite.Lift;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The graphs within nodes: what they read from outside is an input of the node, whatever names a file gives to it. */
@Timeout(60)
class BodiesTest {

    private static final float[] X = {-2, -0.5f, 0.5f, 2};

    @Test
    void whatABodyReadsFromOutsideIsAnInputOfTheNode() throws OrtException {
        // Given
        byte[] file = OnnxWriter.write(conditional(21));
        // When
        Graph graph = OnnxReader.read(file).graph();
        // Then
        Node node = node(graph, "If");
        assertThat(node.declaredInputs()).isEqualTo(1);
        assertThat(read(node)).extracting(Value::name).contains("Abs", "Exp");
        assertThat(graph.value("Exp").orElseThrow().uses()).contains(node);
        assertThat(run(OnnxWriter.write(OnnxReader.read(file)), X)).containsExactly(run(file, X));
    }

    @Test
    void weightsOfABodyAreMovedToTheOutermostGraph() {
        // Given
        Graph graph = OnnxReader.read(OnnxWriter.write(conditional(21))).graph();
        // When
        List<Value> weights = read(node(graph, "If")).stream()
                .filter(value -> value.constant().isPresent())
                .toList();
        // Then
        assertThat(weights).hasSize(2);
        assertThat(graph.values()).containsAll(weights);
    }

    @Test
    void theBodiesOfBodiesHandOnWhatTheyRead() throws OrtException {
        // Given
        TestGraph test = new TestGraph(21);
        Value x = test.input(1, 4);
        Value isLarge = test.node("Greater", test.node("ReduceMax", x), test.number(1));
        Value outer = test.either(
                        1,
                        isLarge,
                        List.of(x),
                        (body, read) -> body.either(
                                1,
                                body.node("Less", body.node("ReduceMin", read.get(0)), body.number(0)),
                                read,
                                (inner, deep) -> List.of(inner.node("Mul", deep.get(0), inner.number(3))),
                                (inner, deep) -> List.of(inner.node("Neg", deep.get(0)))),
                        (body, read) -> List.of(body.node("Neg", read.get(0))))
                .getFirst();
        byte[] file = OnnxWriter.write(test.model(outer));
        // When
        Model read = OnnxReader.read(file);
        // Then
        assertThat(read(node(read.graph(), "If")))
                .contains(read.graph().inputs().getFirst().value());
        assertThat(run(OnnxWriter.write(read), X)).containsExactly(-6, -1.5f, 1.5f, 6);
    }

    @Test
    void aBodyIsLiftedWithTheGraphAroundIt() throws OrtException {
        // Given
        byte[] file = OnnxWriter.write(conditional(11));
        // When
        Model lifted = Lift.lift(OnnxReader.read(file));
        // Then
        assertThat(lifted.opset()).isEqualTo(Ops.OPSET);
        assertThat(run(OnnxWriter.write(lifted), X)).containsExactly(run(file, X));
    }

    @Test
    void namesWithinABodyMayBeThoseOfLaterValues() throws OrtException, InvalidProtocolBufferException {
        // Given
        Model model = conditional(21);
        Ops ops = new Ops(model, "");
        Value later = ops.node("Identity", model.graph().outputs().getFirst());
        model.graph().addOutput(later);
        Value clash = model.graph().value("If").orElseThrow();
        // When
        byte[] written = OnnxWriter.write(model, List.of(clash));
        // Then
        GraphProto outermost = ModelProto.parseFrom(written).getGraph();
        GraphProto body = outermost.getNodeList().stream()
                .filter(node -> node.getOpType().equals("If"))
                .findFirst()
                .orElseThrow()
                .getAttribute(0)
                .getG();
        List<String> outside =
                outermost.getNodeList().stream().map(NodeProto::getName).toList();
        assertThat(body.getNodeList()).flatExtracting(NodeProto::getOutputList).doesNotContainAnyElementsOf(outside);
        assertThat(run(written, X)).hasSize(X.length);
    }

    @Test
    void aNodeThatNobodyNeedsIsLeftOutAlsoBesideABody() {
        // Given
        Model model = conditional(21);
        // When
        Model written = OnnxReader.read(
                OnnxWriter.write(model, List.of(model.graph().value("Abs").orElseThrow())));
        // Then
        assertThat(written.graph().nodes()).extracting(Node::opType).containsExactly("Abs");
    }

    /** An If whose branches have weights of one name, and nodes of a name from outside. */
    private static Model conditional(int opset) {
        TestGraph test = new TestGraph(opset);
        Value x = test.input(1, 4);
        Value abs = test.node("Abs", x);
        Value exp = test.node("Exp", x);
        Value isLarge = test.node("Greater", test.node("ReduceMax", x), test.number(3));
        List<Value> read = List.of(abs, exp);
        Value either = test.either(
                        1,
                        isLarge,
                        read,
                        (body, given) -> List.of(body.node("Abs", body.node("Mul", given.get(0), body.weights(4)))),
                        (body, given) -> List.of(body.node("Softmax", body.node("Mul", given.get(1), body.weights(4)))))
                .getFirst();
        return test.model(either);
    }

    private static List<Value> read(Node node) {
        return node.inputs().stream().flatMap(Stream::ofNullable).toList();
    }

    private static Node node(Graph graph, String opType) {
        return graph.nodes().stream()
                .filter(node -> node.is(opType))
                .findFirst()
                .orElseThrow();
    }

    private static float[] run(byte[] file, float[] x) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file, new OrtSession.SessionOptions());
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(x), Shape.of(1, x.length).toLongs());
                OrtSession.Result result = session.run(Map.of("input", input))) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[numbers.remaining()];
            numbers.get(values);
            return values;
        }
    }
}
