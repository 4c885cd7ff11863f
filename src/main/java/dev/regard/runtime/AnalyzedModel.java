package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A model after one look at its graph: what goes in, what comes out, which layers there are. */
public final class AnalyzedModel {

    private final Classifier classifier;
    private final FileFacts facts;
    private final InputNumbers inputNumbers;
    private final List<String> assumedZero;
    private final UnaryOperator<TensorData> weights;
    private final LayerList layers;

    private AnalyzedModel(
            Classifier classifier,
            FileFacts facts,
            InputNumbers inputNumbers,
            List<String> assumedZero,
            UnaryOperator<TensorData> weights) {
        this.classifier = classifier;
        this.facts = facts;
        this.inputNumbers = inputNumbers;
        this.assumedZero = assumedZero;
        this.weights = weights;
        this.layers = new LayerList(classifier);
    }

    /**
     * Reads a model and looks at its graph.
     *
     * @param file an ONNX file
     * @param size of its input, where the model leaves it free
     * @throws InvalidModelException where it is no image classifier that can be run
     */
    public static AnalyzedModel of(Path file, InputSize size) {
        return of(file, facts -> Expectation.of(size));
    }

    /**
     * Reads a model about which more is known.
     *
     * @param expectation asked once, with what the file says of itself
     */
    public static AnalyzedModel of(Path file, Function<FileFacts, Expectation> expectation) {
        Model model = ModelReading.read(file);
        FileFacts facts = new FileFacts(model.producer(), model.opset(), model.metadata());
        Expectation expected = expectation.apply(facts);
        Classifier classifier = Classifier.of(model, expected);
        Value picture = model.graph().value(classifier.input().name()).orElseThrow();
        InputNumbers numbers = model.graph().inputs().stream()
                .filter(input -> input.value() == picture)
                .map(input -> PictureInput.numbers(input.type()))
                .findFirst()
                .orElseThrow();
        List<String> zeros = OtherInputs.assumedZero(model.graph(), picture, expected.others());
        return new AnalyzedModel(classifier, facts, numbers, zeros, UnaryOperator.identity());
    }

    /**
     * Looks through a file in little memory and time, and runs nothing.
     *
     * @throws InvalidModelException where that alone tells that it is no model, or one that would do harm
     */
    public static void glance(Path file) {
        ModelReading.glance(file);
    }

    /** The shape of one picture as the model takes it, [1, C, H, W] or [1, H, W, C]. */
    public Shape inputShape() {
        return classifier.input().shape();
    }

    /** True for [1, C, H, W]. */
    public boolean isChannelsFirst() {
        return classifier.isChannelsFirst();
    }

    /** The kind of numbers that the picture goes in as. */
    public InputNumbers inputNumbers() {
        return inputNumbers;
    }

    /** How the channels of a picture lie in the input. */
    public FeatureLayout inputLayout() {
        return new FeatureLayout(isChannelsFirst() ? 0 : 2, inputChannels(), inputHeight(), inputWidth(), -1, true);
    }

    /** Height of the input, in pixels. */
    public int inputHeight() {
        return inputShape().dimension(isChannelsFirst() ? 2 : 1);
    }

    /** Width of the input, in pixels. */
    public int inputWidth() {
        return inputShape().dimension(isChannelsFirst() ? 3 : 2);
    }

    /** Channels of the input. */
    public int inputChannels() {
        return inputShape().dimension(isChannelsFirst() ? 1 : 3);
    }

    /** How many classes it tells apart. */
    public int classes() {
        return classifier.score().classes();
    }

    /** The output that is taken for the class scores, and what there is besides. */
    public OutputChoice output() {
        return classifier.output();
    }

    /** What makes probabilities of its class scores. */
    public ClassScore.Activation activation() {
        return classifier.score().activation();
    }

    /** Inputs besides the picture that are fed with zeros, because nobody says what they are. */
    public List<String> assumedZero() {
        return assumedZero;
    }

    /** The layers that everything passes through, from input to output, then those of each branch; none without feature maps. */
    public List<LayerInfo> layers() {
        return layers.stages();
    }

    /** Every layer that a map can be read from, from input to output, those inside of blocks too. */
    public List<LayerInfo> allLayers() {
        return classifier.featureMaps().stream().map(layers::describe).toList();
    }

    /** True where a map can be read from a layer: a network of linear layers alone has none. */
    public boolean hasLayers() {
        return layers.recommended().isPresent();
    }

    /**
     * The layer that is taken when none is asked for.
     *
     * @throws IllegalStateException where there is none
     */
    public LayerInfo recommendedLayer() {
        return layers.recommended().orElseThrow(() -> new IllegalStateException("no layer has a height and a width"));
    }

    /** Bytes that its weights take in memory. */
    public long weightBytes() {
        return classifier.model().graph().values().stream()
                .flatMap(value -> value.constant().stream())
                .mapToLong(weights -> weights.bytes().remaining())
                .sum();
    }

    /** What the file says of itself. */
    public FileFacts facts() {
        return facts;
    }

    /** What the graph does to the picture's numbers before anything learned comes. */
    public InputArithmetic inputArithmetic() {
        return InputArithmetic.of(classifier.input());
    }

    /** How many nodes the graph has. */
    public int nodes() {
        return classifier.model().graph().nodes().size();
    }

    /** Any feature map of the graph by its name, listed among the layers or not. */
    public Optional<LayerInfo> findLayer(String name) {
        return layers.stage(name).or(() -> classifier.layer(name).map(layers::describe));
    }

    /** The reason that no gradient reaches the picture, or none but zero; empty where one does. */
    public Optional<String> inputObstacle() {
        return layers.obstacle(classifier.input(), "the picture");
    }

    /** True where guided backpropagation has something to guide: a ReLU, or one with an upper limit. */
    public boolean hasRelu() {
        return hasRelu(classifier.model().graph());
    }

    private static boolean hasRelu(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node.is("Relu")
                        || node.is("Clip")
                        || node.bodies().stream().anyMatch(body -> hasRelu(body.graph())));
    }

    /** The reason that there are no maps of biases; empty where a convolution or a normalization on the way adds one. */
    public Optional<String> biasObstacle() {
        return BiasMaps.obstacle(classifier.model().graph().nodes(), value -> classifier.isOnTheWay(value.name()));
    }

    /** True where the class scores are linear in a layer, up to a constant: gradients say all there is to say. */
    public boolean isLinearBehind(String layer) {
        return LinearTail.isBehind(
                classifier.model().graph(),
                featureMap(layer).value(),
                classifier.score().value());
    }

    /** Where the cells of a layer look. */
    public CellPlacement placement(String layer) {
        return classifier.placement(featureMap(layer));
    }

    /**
     * Opens a session.
     *
     * @param layer  name of the target layer; null for a pass that is computed at the picture
     * @param pass   what it computes
     * @param device where to compute
     * @throws InvalidModelException where ONNX Runtime refuses it or an operator on the way has no rule
     */
    public ExplainableModel load(@Nullable String layer, Pass pass, Device device) {
        FeatureMap target = layer == null ? null : featureMap(layer);
        return ExplainableModel.load(AugmentedGraph.of(classifier, target, pass).with(weights), device);
    }

    /** How many of its layers have weights that {@link #shuffled} can take apart. */
    public int weightLayers() {
        return ShuffledWeights.layers(classifier);
    }

    /**
     * The same model after it has lost what its last layers have learned: their weights are in another order.
     *
     * @param layers how many, counted from the class scores backwards, at most {@link #weightLayers}
     * @param seed   the same one gives the same order
     */
    public AnalyzedModel shuffled(int layers, long seed) {
        return new AnalyzedModel(
                classifier, facts, inputNumbers, assumedZero, ShuffledWeights.of(classifier, layers, seed));
    }

    private FeatureMap featureMap(String layer) {
        return classifier
                .layer(layer)
                .orElseThrow(() -> new IllegalArgumentException("'" + layer + "' is no feature map"));
    }
}
