package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ShapeProbe;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replaces If, Loop and Scan by what is known to happen. */
@Timeout(60)
class ControlFlowTest {

    private static final Shape X = Shape.of(1, 3, 4);
    private static final List<DataType> LOOP = List.of(DataType.INT64, DataType.BOOL, DataType.FLOAT);

    private final TestGraph graph = new TestGraph(21);
    private final Value x = graph.input(1, 3, 4);

    @Test
    void aBranchWhoseConditionIsConstantTakesThePlaceOfTheIf() throws OrtException {
        Value either = graph.either(
                        1,
                        truth(false),
                        List.of(x),
                        (body, read) -> List.of(body.node("Exp", read.get(0))),
                        (body, read) -> List.of(body.node("Mul", read.get(0), body.weights(4))))
                .getFirst();
        resolvedComputesTheSame(graph.node("Relu", either), "If", "Exp");
    }

    @Test
    void aBranchThatGivesWhatItReadsIsResolved() throws OrtException {
        Value either = graph.either(
                        1,
                        truth(true),
                        List.of(x),
                        (body, read) -> List.of(body.node("Identity", read.get(0))),
                        (body, read) -> List.of(body.node("Neg", read.get(0))))
                .getFirst();
        resolvedComputesTheSame(graph.node("Relu", either), "If", "Neg");
    }

    @Test
    void theTurnsOfALoopStandOneBehindTheOther() throws OrtException {
        Attribute body = graph.body(3, LOOP, List.of(x), (inner, given) -> {
            Value turn = inner.node("Cast", Map.of("to", new Attribute.Int(1)), given.get(0));
            Value sum = inner.node("Add", inner.node("Mul", given.get(2), inner.weights(4)), given.get(3));
            return List.of(
                    inner.node("Identity", given.get(1)),
                    inner.node("Tanh", inner.node("Add", sum, turn)),
                    inner.node("ReduceMean", sum));
        });
        List<Value> loop = graph.nodes(2, "Loop", Map.of("body", body), single(3), truth(true), x, x);
        resolvedComputesTheSame(graph.node("Add", loop.get(0), graph.node("ReduceMax", loop.get(1))), "Loop");
    }

    @Test
    void aScanIsWrittenOutInItsDirection() throws OrtException {
        Attribute body = graph.body(2, List.of(DataType.FLOAT, DataType.FLOAT), List.of(), (inner, given) -> {
            Value state = inner.node("Add", inner.node("Mul", given.get(0), inner.number(0.5f)), given.get(1));
            return List.of(state, inner.node("Tanh", state));
        });
        Map<String, Attribute> settings = Map.of(
                "body",
                body,
                "num_scan_inputs",
                new Attribute.Int(1),
                "scan_input_axes",
                Attribute.Ints.of(-1),
                "scan_input_directions",
                Attribute.Ints.of(1),
                "scan_output_axes",
                Attribute.Ints.of(-1));
        Value start = graph.node("ReduceSum", Map.of("keepdims", new Attribute.Int(0)), x, graph.longs(2));
        List<Value> scan = graph.nodes(2, "Scan", settings, start, x);
        resolvedComputesTheSame(scan.get(1), "Scan");
    }

    @Test
    void aLoopOfManyTurnsStaysALoop() {
        Attribute body = graph.body(
                3,
                LOOP,
                List.of(),
                (inner, given) -> List.of(inner.node("Identity", given.get(1)), inner.node("Tanh", given.get(2))));
        Value loop = graph.node("Loop", Map.of("body", body), single(1L << 62), truth(true), x);
        assertThat(ControlFlow.resolved(read(loop))).isEmpty();
    }

    @Test
    void loopsAreWrittenOutAsLongAsAllOfThemTogetherAreFewNodes() {
        // Given
        Attribute body = graph.body(
                3,
                LOOP,
                List.of(),
                (inner, given) -> List.of(inner.node("Identity", given.get(1)), inner.node("Tanh", given.get(2))));
        Value value = x;
        for (int loop = 0; loop < 5; loop++) {
            value = graph.node("Loop", Map.of("body", body), single(1000), truth(true), value);
        }
        // When
        Model resolved = ControlFlow.resolved(read(value)).orElseThrow();
        // Then
        assertThat(resolved.graph().nodes()).hasSizeLessThan(10_000);
        assertThat(resolved.graph().nodes()).extracting(Node::opType).contains("Loop", "Tanh");
    }

    @Test
    void anIfWithOtherOutputsThanItsBranchesIsRefused() {
        Value either = graph.either(
                        2,
                        truth(true),
                        List.of(x),
                        (body, read) -> List.of(body.node("Exp", read.get(0))),
                        (body, read) -> List.of(body.node("Neg", read.get(0))))
                .getFirst();
        assertThatThrownBy(() -> read(either))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageMatching("If '.*' has 2 outputs, but its '.*_branch' gives 1");
    }

    @Test
    void aLoopThatItsNumbersEndStaysALoop() {
        Attribute body = graph.body(3, LOOP, List.of(), (inner, given) -> {
            Value half = inner.node("Mul", given.get(2), inner.number(0.5f));
            return List.of(inner.node("Greater", inner.node("ReduceMax", half), inner.number(0.2f)), half);
        });
        Value loop = graph.node("Loop", Map.of("body", body), single(3), truth(true), x);
        assertThat(ControlFlow.resolved(read(loop))).isEmpty();
    }

    private Value single(long number) {
        return graph.graph().addConstant("count", TensorData.scalarLong(number));
    }

    private Value truth(boolean holds) {
        byte[] one = {(byte) (holds ? 1 : 0)};
        return graph.graph().addConstant("truth", new TensorData(DataType.BOOL, Shape.of(), ByteBuffer.wrap(one)));
    }

    private Model read(Value output) {
        return OnnxReader.read(OnnxWriter.write(graph.model(output)));
    }

    private void resolvedComputesTheSame(Value output, String... gone) throws OrtException {
        // Given
        Model model = read(output);
        ShapeProbe.measure(model, model.graph().inputs().getFirst().value(), X);
        // When
        Model resolved = ControlFlow.resolved(model).orElseThrow();
        // Then
        assertThat(resolved.graph().nodes()).extracting(Node::opType).doesNotContain(gone);
        assertThat(resolved.graph().outputs()).extracting(Value::name).containsExactly(output.name());
        FloatTensor numbers = graph.numbers(X);
        assertThat(run(resolved, numbers)).containsExactly(run(model, numbers), Offset.offset(1e-6f));
    }

    private static float[] run(Model model, FloatTensor numbers) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(OnnxWriter.write(model), new OrtSession.SessionOptions());
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers.values()), X.toLongs());
                OrtSession.Result result = session.run(Map.of("input", input))) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            return values;
        }
    }
}
