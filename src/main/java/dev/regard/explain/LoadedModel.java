package dev.regard.explain;

import dev.regard.autodiff.ClassScore.Activation;
import dev.regard.cam.CamMethod;
import dev.regard.cam.KpcaCam;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.image.Preprocessing;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.model.ModelCard;
import dev.regard.model.ModelFolder;
import dev.regard.model.PreprocessorConfig;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.InputSize;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.LayerInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model folder and its graph, brought together: what neither says is derived, and noted as guessed. */
final class LoadedModel {

    /** What most image classifiers take, where neither folder nor graph says it. */
    private static final InputSize COMMON_SIZE = new InputSize(224, 224);

    private final ModelCard card;
    private final AnalyzedModel graph;
    private final List<String> labels;
    private final Preprocessing preprocessing;
    private final List<String> guessed = new ArrayList<>();

    private LoadedModel(ModelCard card, AnalyzedModel graph) {
        this.card = card;
        this.graph = graph;
        this.labels = card.labels().map(this::checked).orElseGet(this::numbered);
        if (!graph.assumedZero().isEmpty()) {
            guessed.add("The model has more inputs than the picture: %s. They are fed with zeros."
                    .formatted(String.join(", ", graph.assumedZero())));
        }
        this.preprocessing = card.preprocessing().map(this::fitted).orElseGet(this::derived);
    }

    /** Reads folder and graph. Throws what {@link ModelCard#read} and {@link AnalyzedModel#of} throw. */
    static LoadedModel load(ModelFolder folder) {
        ModelCard card = ModelCard.read(folder);
        InputSize size = card.preprocessing().map(LoadedModel::sizeOf).orElse(COMMON_SIZE);
        int named = card.labels().map(List::size).orElse(0);
        return new LoadedModel(card, AnalyzedModel.of(card.onnxFile(), size, Map.of(), named));
    }

    private List<String> checked(List<String> named) {
        if (named.size() != graph.classes()) {
            throw new InvalidModelException("its files name %d classes, but the graph has %d class scores"
                    .formatted(named.size(), graph.classes()));
        }
        return named;
    }

    private List<String> numbered() {
        guessed.add("No file names the classes: they are numbered.");
        return ModelCard.numberedLabels(graph.classes());
    }

    private static InputSize sizeOf(PreprocessorConfig config) {
        return new InputSize(
                config.height().orElse(COMMON_SIZE.height()), config.width().orElse(COMMON_SIZE.width()));
    }

    private Preprocessing fitted(PreprocessorConfig config) {
        int height = config.height().orElse(graph.inputHeight());
        int width = config.width().orElse(graph.inputWidth());
        if (height != graph.inputHeight() || width != graph.inputWidth()) {
            throw new InvalidModelException(
                    "preprocessor_config.json makes pictures of %d x %d pixels, the graph takes %d x %d"
                            .formatted(width, height, graph.inputWidth(), graph.inputHeight()));
        }
        return config.forInput(graph.inputChannels(), graph.isChannelsFirst());
    }

    private Preprocessing derived() {
        guessed.add(
                "No file says how pictures are prepared: they are pressed into %d x %d pixels and scaled in the usual way."
                        .formatted(graph.inputWidth(), graph.inputHeight()));
        return Preprocessing.usual(
                graph.inputHeight(),
                graph.inputWidth(),
                graph.inputChannels(),
                graph.isChannelsFirst() ? Layout.NCHW : Layout.NHWC);
    }

    String name() {
        return card.name();
    }

    AnalyzedModel graph() {
        return graph;
    }

    List<String> labels() {
        return labels;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    Activation activation() {
        return card.isMultiLabel() ? Activation.SIGMOID : graph.activation();
    }

    /** The layer of this name, or the recommended one. */
    LayerInfo layer(@Nullable String name) {
        if (name == null) {
            return graph.recommendedLayer();
        }
        return graph.findLayer(name)
                .orElseThrow(() -> new BadSelection("The model '%s' has no layer '%s' with a height and a width. %s"
                        .formatted(
                                name(),
                                name,
                                Closest.hint(
                                        name,
                                        graph.layers().stream()
                                                .map(LayerInfo::name)
                                                .toList()))));
    }

    /** True where gradients say exactly what happens to the class scores when a layer is changed. */
    boolean isExactAt(LayerInfo layer) {
        return layer.gradientObstacle() == null && graph.isLinearBehind(layer.name());
    }

    /** Why a method does not work at a layer; empty where it does. */
    Optional<String> obstacle(CamMethod method, LayerInfo layer) {
        return method.needs().stream()
                .map(need -> obstacle(need, layer))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> obstacle(CamMethod.Needs need, LayerInfo layer) {
        return switch (need) {
            case ACTIVATIONS, PICTURE -> Optional.empty();
            case FEW_CELLS ->
                layer.height() * layer.width() <= KpcaCam.MOST_CELLS
                        ? Optional.empty()
                        : Optional.of("it works with at most %,d cells, and this layer has %,d"
                                .formatted(KpcaCam.MOST_CELLS, layer.height() * layer.width()));
            case TOKENS -> layer.layout().isTokens() ? Optional.empty() : Optional.of("it is for layers of tokens");
            case CLASS_MAPS ->
                layer.hasClassMaps()
                        ? Optional.empty()
                        : Optional.of("it works only at the layer before global average pooling and one linear layer");
            case GRADIENTS -> Optional.ofNullable(layer.gradientObstacle()).map(this::withLayersBehind);
            case INPUT_GRADIENTS -> graph.inputObstacle();
            case GUIDED_GRADIENTS ->
                graph.inputObstacle()
                        .or(() -> graph.hasRelu()
                                ? Optional.empty()
                                : Optional.of("it guides ReLUs, and this model has none"));
            case BIAS_GRADIENTS ->
                graph.inputObstacle()
                        .or(() -> graph.hasBiases()
                                ? Optional.empty()
                                : Optional.of("no convolution or normalization of this model has a bias"));
        };
    }

    private String withLayersBehind(String obstacle) {
        List<String> behind = graph.layers().stream()
                .filter(layer -> layer.gradientObstacle() == null)
                .map(layer -> "'" + layer.name() + "'")
                .toList();
        return behind.isEmpty() ? obstacle : obstacle + "; it works at " + String.join(", ", behind);
    }

    ModelDescription describe() {
        List<ModelDescription.Layer> layers =
                graph.layers().stream().map(this::describe).toList();
        return new ModelDescription(
                name(),
                card.about().orElse(null),
                null,
                List.copyOf(guessed),
                labels,
                graph.inputChannels(),
                graph.inputHeight(),
                graph.inputWidth(),
                card.bytes(),
                layers,
                graph.allLayers().stream()
                        .filter(layer -> graph.layers().stream()
                                .noneMatch(listed -> listed.name().equals(layer.name())))
                        .map(layer -> new ModelDescription.InnerLayer(
                                layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList());
    }

    private ModelDescription.Layer describe(LayerInfo layer) {
        List<ModelDescription.MethodSupport> methods = Arrays.stream(CamMethod.values())
                .map(method -> new ModelDescription.MethodSupport(
                        method.id(), obstacle(method, layer).orElse(null)))
                .toList();
        return new ModelDescription.Layer(
                layer.name(),
                layer.title(),
                layer.channels(),
                layer.height(),
                layer.width(),
                layer.name().equals(graph.recommendedLayer().name()),
                methods);
    }
}
