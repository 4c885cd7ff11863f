package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.autodiff.ClassScore.Activation;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probabilities are known however a graph comes to them, and the class scores in front of them are found. */
class ScoreFinderTest {

    private static final InputSize SIZE = new InputSize(8, 12);
    private static final int CLASSES = 4;
    private static final Map<String, Attribute> OVER_CLASSES = Map.of("axes", Attribute.Ints.of(1));

    private final TestGraph graph = new TestGraph(17);
    private final Value image = graph.input(-1, 3, 8, 12);
    private final FloatTensor noise = graph.numbers(Shape.of(1, 3, 8, 12));

    /** An end of a graph whose probabilities are a softmax or sigmoids of the scores before it. */
    enum Ending {
        SOFTMAX(Activation.SOFTMAX, (graph, z) -> graph.node("Softmax", z)),
        CLIPPED(Activation.SOFTMAX, (graph, z) -> graph.node("Clip", graph.node("Softmax", z), graph.number(1e-7f))),
        PERCENT(Activation.SOFTMAX, (graph, z) -> graph.node("Mul", graph.node("Softmax", z), graph.number(100))),
        QUANTIZED(Activation.SOFTMAX, (graph, z) -> {
            Value scale = graph.number(1f / 256);
            Value zero = graph.bytes(DataType.UINT8, Shape.of(), 0, 0);
            Value quantized = graph.node("QuantizeLinear", graph.node("Softmax", z), scale, zero);
            return graph.node("DequantizeLinear", quantized, scale, zero);
        }),
        IN_PIECES(Activation.SOFTMAX, (graph, z) -> {
            Value e = graph.node("Exp", z);
            return graph.node("Div", e, graph.node("ReduceSum", e, graph.longs(1)));
        }),
        WITHOUT_MAXIMUM(Activation.SOFTMAX, (graph, z) -> {
            Value e = graph.node("Exp", graph.node("Sub", z, graph.node("ReduceMax", OVER_CLASSES, z)));
            Value sum = graph.node("Add", graph.node("ReduceSum", e, graph.longs(1)), graph.number(1e-9f));
            return graph.node("Mul", e, graph.node("Reciprocal", sum));
        }),
        EXP_OF_LOG(
                Activation.SOFTMAX,
                (graph, z) -> graph.node("Exp", graph.node("Sub", z, graph.node("ReduceLogSumExp", OVER_CLASSES, z)))),
        NORMALIZED_AGAIN(Activation.SOFTMAX, (graph, z) -> {
            Value p = graph.node("Softmax", z);
            return graph.node("Div", p, graph.node("ReduceSum", p, graph.longs(1)));
        }),
        RESHAPED(
                Activation.SOFTMAX,
                (graph, z) -> graph.node(
                        "Identity", graph.node("Reshape", graph.node("Softmax", z), graph.longs(-1, CLASSES, 1)))),
        SIGMOID(Activation.SIGMOID, (graph, z) -> graph.node("Sigmoid", z)),
        SIGMOID_IN_PIECES(Activation.SIGMOID, (graph, z) -> {
            Value one = graph.number(1);
            return graph.node("Div", one, graph.node("Add", graph.node("Exp", graph.node("Neg", z)), one));
        }),
        SIGMOID_OF_EXP(Activation.SIGMOID, (graph, z) -> {
            Value e = graph.node("Exp", z);
            return graph.node("Div", e, graph.node("Add", graph.number(1), e));
        }),
        ONE_MINUS(Activation.SIGMOID, (graph, z) -> graph.node("Sub", graph.number(1), graph.node("Sigmoid", z))),
        TANH(Activation.SIGMOID, (graph, z) -> {
            Value half = graph.number(0.5f);
            return graph.node("Add", graph.node("Mul", graph.node("Tanh", graph.node("Mul", z, half)), half), half);
        }),
        HARD_SIGMOID(Activation.CLIPPED, (graph, z) -> graph.node("HardSigmoid", z)),
        HARD_SIGMOID_IN_PIECES(Activation.CLIPPED, (graph, z) -> {
            Value six = graph.number(6);
            Value cut = graph.node("Clip", graph.node("Add", z, graph.number(3)), graph.number(0), six);
            return graph.node("Div", cut, six);
        });

        private final Activation activation;
        private final BiFunction<TestGraph, Value, Value> write;

        Ending(Activation activation, BiFunction<TestGraph, Value, Value> write) {
            this.activation = activation;
            this.write = write;
        }

        /** Largest difference of what the graph gives from what its scores give. */
        double tolerance() {
            return this == QUANTIZED ? 1f / 256 : 1e-5;
        }
    }

    private Value logits(int classes) {
        Value features = graph.node("Relu", graph.conv(image, 3, 4, 3, 2, 1));
        Value flat = graph.node("Flatten", graph.node("GlobalAveragePool", features));
        return graph.node("MatMul", flat, graph.weights(4, classes));
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void theScoresGiveTheProbabilitiesOfTheGraph(Ending ending) throws OrtException {
        // Given
        Value output = ending.write.apply(graph, logits(CLASSES));
        Model model = graph.model(output);
        // When
        Classifier classifier = Classifier.of(model, SIZE);
        // Then
        assertThat(classifier.score().activation()).isEqualTo(ending.activation);
        assertThat(classifier.score().classes()).isEqualTo(CLASSES);
        float[] scores = run(classifier.model(), classifier.score().value());
        float[] given = run(model, output);
        double factor = ending == Ending.PERCENT ? 100 : 1;
        for (int index = 0; index < CLASSES; index++) {
            assertThat(given[index] / factor)
                    .isCloseTo(probability(scores, index, ending.activation), within(ending.tolerance()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"IN_PIECES", "WITHOUT_MAXIMUM", "CLIPPED", "QUANTIZED", "SIGMOID_IN_PIECES"})
    void classActivationMappingIsExactInFrontOfThem(Ending ending) {
        // When
        Classifier classifier = Classifier.of(graph.model(ending.write.apply(graph, logits(CLASSES))), SIZE);
        // Then
        assertThat(classifier.head()).isPresent();
    }

    @Test
    void logarithmsOfProbabilitiesAreNoScoresOfTheirOwn() {
        // Given
        Value z = logits(CLASSES);
        Value log = graph.node("Log", graph.node("Softmax", z));
        // When
        Classifier classifier = Classifier.of(graph.model(log), SIZE);
        // Then
        assertThat(classifier.score().value().name()).isEqualTo(z.name());
        assertThat(classifier.score().activation()).isEqualTo(Activation.SOFTMAX);
    }

    @Test
    void bothAnswersOfOneScoreHaveOneOfTheirOwn() throws OrtException {
        // Given
        Value p = graph.node("Sigmoid", logits(1));
        Value no = graph.node("Sub", graph.number(1), p);
        Value both = graph.node("Concat", Map.of("axis", new Attribute.Int(1)), no, p);
        // When
        Classifier classifier = Classifier.of(graph.model(both), SIZE);
        // Then
        assertThat(classifier.score().activation()).isEqualTo(Activation.SIGMOID);
        float[] scores = run(classifier.model(), classifier.score().value());
        assertThat(scores).hasSize(2);
        assertThat(scores[0]).isEqualTo(-scores[1]).isNotZero();
    }

    @Test
    void theProbabilityOfOneOfTwoClassesIsAQuestionOfYesOrNo() throws OrtException {
        // Given
        Value p = graph.node("Softmax", logits(2));
        Value second = graph.node("Slice", p, graph.longs(1), graph.longs(2), graph.longs(1));
        Model model = graph.model(second);
        // When
        Classifier classifier = Classifier.of(model, SIZE);
        // Then
        assertThat(classifier.score().activation()).isEqualTo(Activation.SIGMOID);
        float[] scores = run(classifier.model(), classifier.score().value());
        assertThat(scores).hasSize(1);
        assertThat(probability(scores, 0, Activation.SIGMOID)).isCloseTo(run(model, second)[0], within(1e-5));
    }

    @Test
    void oneScoreWithoutAnActivationIsAQuestionOfYesOrNo() throws OrtException {
        // Given
        Value z = logits(1);
        Model model = graph.model(z);
        // When
        Classifier alone = Classifier.of(model, SIZE);
        Classifier named = Classifier.of(model, new Expectation(SIZE, 2, Map.of()));
        // Then
        assertThat(alone.score().activation()).isEqualTo(Activation.SIGMOID);
        assertThat(named.score().activation()).isEqualTo(Activation.SIGMOID);
        float score = run(model, z)[0];
        assertThat(run(named.model(), named.score().value())).containsExactly(-score, score);
    }

    @Test
    void aMeanOfProbabilitiesIsExplainedItself() {
        // Given
        Value z = logits(CLASSES);
        Value mean = graph.node("Mean", graph.node("Sigmoid", z), graph.node("Sigmoid", graph.node("Neg", z)));
        // When
        Classifier classifier = Classifier.of(graph.model(mean), SIZE);
        // Then
        assertThat(classifier.score().value().name()).isEqualTo(mean.name());
        assertThat(classifier.score().activation()).isEqualTo(Activation.NONE);
    }

    @Test
    void whatAddsUpToOneForEveryImageAreProbabilities() {
        // Given: a softmax of base 2, which no operator tells
        Value power = graph.node("Pow", graph.number(2), logits(CLASSES));
        Value output = graph.node("Div", power, graph.node("ReduceSum", power, graph.longs(1)));
        // When
        Classifier classifier = Classifier.of(graph.model(output), SIZE);
        // Then
        assertThat(classifier.score().activation()).isEqualTo(Activation.NONE);
    }

    @Test
    void scoresThatAddUpToOneForOneImageAreNone() {
        // Given: a quarter each, and more where an image has numbers that the first one has not
        Value largest = graph.node("ReduceMax", graph.conv(image, 3, 4, 3, 2, 1));
        Value more = graph.node("Relu", graph.node("Sub", largest, graph.number(8)));
        Value quarters =
                graph.graph().addConstant("quarters", TensorData.floats(Shape.of(1, 4), 0.25f, 0.25f, 0.25f, 0.25f));
        Value scores = graph.node("Add", quarters, graph.node("Reshape", more, graph.longs(-1, 1)));
        // When
        Classifier classifier = Classifier.of(graph.model(scores), SIZE);
        // Then
        assertThat(classifier.score().activation()).isEqualTo(Activation.SOFTMAX);
    }

    @Test
    void aSoftmaxOverPlacesIsNoneOfClasses() {
        // Given: [N, 4, 6] weights over places, of which the first is taken
        Value maps = graph.node("Flatten", graph.conv(image, 3, CLASSES, 3, 2, 1));
        Value weights = graph.node("Softmax", graph.node("Reshape", maps, graph.longs(-1, CLASSES, 24)));
        Value largest = graph.node(
                "ReduceMax", Map.of("axes", Attribute.Ints.of(2), "keepdims", new Attribute.Int(0)), weights);
        // When
        Classifier classifier = Classifier.of(graph.model(largest), SIZE);
        // Then
        assertThat(classifier.score().value().name()).isEqualTo(largest.name());
        assertThat(classifier.score().activation()).isEqualTo(Activation.NONE);
    }

    private static double probability(float[] scores, int index, Activation activation) {
        return switch (activation) {
            case SOFTMAX ->
                Math.exp(scores[index])
                        / IntStream.range(0, scores.length)
                                .mapToDouble(other -> Math.exp(scores[other]))
                                .sum();
            case SIGMOID -> 1 / (1 + Math.exp(-scores[index]));
            case CLIPPED -> Math.min(1, Math.max(0, scores[index]));
            case NONE -> scores[index];
        };
    }

    private float[] run(Model model, Value output) throws OrtException {
        try (GraphSession session = ShapeProbe.open(model, List.of(output));
                OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(),
                        FloatBuffer.wrap(noise.values()),
                        noise.shape().toLongs());
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            FloatBuffer floats = ShapeProbe.floats(result, output.name());
            float[] numbers = new float[floats.remaining()];
            floats.get(numbers);
            return numbers;
        }
    }
}
