package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a model file after one look at its graph. Holds shapes and names, no weights: these live in the
 * sessions that {@link #load} opens.
 */
public final class AnalyzedModel {

    private final Path file;
    private final Map<String, Shape> shapes;
    private final String input;
    private final Shape inputShape;
    private final int classes;
    private final ClassScore.Activation activation;
    private final List<LayerInfo> layers;
    private final LayerInfo recommended;
    private final Map<String, String> metadata;

    private AnalyzedModel(Path file, Classifier classifier) {
        this.file = file;
        this.shapes = new HashMap<>();
        for (Value value : classifier.model().graph().values()) {
            if (value.hasShape()) {
                shapes.put(value.name(), value.shape());
            }
        }
        this.input = classifier.input().name();
        this.inputShape = classifier.input().shape();
        this.classes = classifier.score().classes();
        this.activation = classifier.score().activation();
        this.layers = classifier.layers().stream()
                .map(layer -> describe(classifier, layer))
                .toList();
        this.recommended = describe(classifier, classifier.recommendedLayer());
        this.metadata = classifier.model().metadata();
    }

    /**
     * Reads a model and looks at its graph.
     *
     * @param file an ONNX file
     * @param size of its input, where the model leaves it free
     * @throws InvalidModelException where it is no image classifier that can be run
     */
    public static AnalyzedModel of(Path file, InputSize size) {
        Model model = read(file);
        return new AnalyzedModel(file, Classifier.of(model, size));
    }

    private static Model read(Path file) {
        try {
            return OnnxReader.read(file);
        } catch (IOException e) {
            throw new InvalidModelException("its file cannot be read", e);
        } catch (InvalidGraphException e) {
            throw new InvalidModelException(String.valueOf(e.getMessage()), e);
        }
    }

    private static LayerInfo describe(Classifier classifier, Value layer) {
        Shape shape = layer.shape();
        String obstacle = classifier
                .gradientObstacle(layer)
                .map(node ->
                        "the derivative of %s, between this layer and the class score, is not known".formatted(node))
                .orElse(null);
        boolean hasClassMaps = classifier
                .head()
                .filter(head -> head.activations().equals(layer))
                .isPresent();
        return new LayerInfo(
                layer.name(), shape.dimension(1), shape.dimension(2), shape.dimension(3), hasClassMaps, obstacle);
    }

    /** The shape of one picture as the model takes it, [1, C, H, W] or [1, H, W, C]. */
    public Shape inputShape() {
        return inputShape;
    }

    /** True for [1, C, H, W]. */
    public boolean isChannelsFirst() {
        return InputSize.heightAxis(inputShape) == 2;
    }

    /** Height of the input, in pixels. */
    public int inputHeight() {
        return inputShape.dimension(InputSize.heightAxis(inputShape));
    }

    /** Width of the input, in pixels. */
    public int inputWidth() {
        return inputShape.dimension(InputSize.heightAxis(inputShape) + 1);
    }

    /** Channels of the input. */
    public int inputChannels() {
        return inputShape.dimension(isChannelsFirst() ? 1 : 3);
    }

    /** How many classes it tells apart. */
    public int classes() {
        return classes;
    }

    /** What makes probabilities of its class scores. */
    public ClassScore.Activation activation() {
        return activation;
    }

    /** Possible target layers, from input to output. */
    public List<LayerInfo> layers() {
        return layers;
    }

    /** The layer that is taken when none is asked for. */
    public LayerInfo recommendedLayer() {
        return recommended;
    }

    /** Texts that the exporter left in the file. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Any feature map of the graph by its name, listed among the layers or not. Reads the file again. */
    public Optional<LayerInfo> findLayer(String name) {
        return layers.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .or(() -> unlisted(name));
    }

    private Optional<LayerInfo> unlisted(String name) {
        if (!shapes.containsKey(name)) {
            return Optional.empty();
        }
        Classifier classifier = classifier();
        return classifier.layer(name).map(layer -> describe(classifier, layer));
    }

    /**
     * Opens a session for one target layer.
     *
     * @param layer  name of a feature map
     * @param device where to compute
     * @throws InvalidModelException where the file is gone or ONNX Runtime refuses it
     */
    public ExplainableModel load(String layer, Device device) {
        Classifier classifier = classifier();
        Value target = classifier
                .layer(layer)
                .orElseThrow(() -> new IllegalArgumentException("'" + layer + "' is no feature map"));
        return AugmentedGraph.load(classifier, target, device);
    }

    private Classifier classifier() {
        Model model = read(file);
        for (Value value : model.graph().values()) {
            Shape shape = shapes.get(value.name());
            if (shape != null) {
                value.measured(shape);
            }
        }
        Value picture = model.graph()
                .value(input)
                .orElseThrow(() -> new InvalidModelException("its file has changed since it was read"));
        return Classifier.measured(model, picture);
    }
}
