package dev.regard.explain;

import dev.regard.autodiff.ClassScore.Activation;
import dev.regard.cam.CamMethod;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.image.Preprocessing;
import dev.regard.model.InvalidModelFolderException;
import dev.regard.model.ModelCard;
import dev.regard.model.ModelFiles;
import dev.regard.model.ModelFolder;
import dev.regard.model.Readme;
import dev.regard.model.StatedPreprocessing;
import dev.regard.model.TorchvisionPresets;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.Expectation;
import dev.regard.runtime.InputSize;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.OutputChoice;
import dev.regard.runtime.OutputChoice.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model folder and its graph, brought together: what neither says is derived, and noted as guessed. */
final class LoadedModel {

    /** What most image classifiers take, where neither folder nor graph says it. */
    private static final InputSize COMMON_SIZE = new InputSize(224, 224);

    private static final AtomicLong LAST = new AtomicLong();

    private final String id;
    private final String fingerprint;
    private final ModelCard card;
    private final AnalyzedModel graph;
    private final List<String> labels;
    private final boolean areLabelsGuessed;
    private final ClassResolver names;
    private final Preprocessing preprocessing;
    private final List<String> guessed = new ArrayList<>();
    private volatile @Nullable String checksum;
    private volatile @Nullable String version;

    private LoadedModel(String fingerprint, ModelCard card, AnalyzedModel graph) {
        this.fingerprint = fingerprint;
        this.id = card.name() + "#" + LAST.incrementAndGet();
        this.card = card;
        this.graph = graph;
        ClassNames classNames = ClassNames.of(card, graph);
        this.labels = classNames.labels();
        this.areLabelsGuessed = classNames.areGuessed();
        guessed.addAll(classNames.notes());
        this.names = new ClassResolver(labels);
        tellOutput(graph.output());
        if (!card.variants().isEmpty()) {
            guessed.add("There are several ONNX files: '%s' is taken; beside it lie %s."
                    .formatted(card.onnxFile().getFileName(), String.join(", ", card.variants())));
        }
        if (!graph.assumedZero().isEmpty()) {
            guessed.add("The model has more inputs than the picture: %s. They are fed with zeros."
                    .formatted(String.join(", ", graph.assumedZero())));
        }
        FittedPreprocessing fitted = FittedPreprocessing.of(card, graph);
        this.preprocessing = fitted.preprocessing();
        fitted.note().ifPresent(guessed::add);
    }

    /** Reads folder and graph. Throws what {@link ModelCard#read} and {@link AnalyzedModel#of} throw. */
    static LoadedModel load(ModelFolder folder) {
        String fingerprint = folder.fingerprint();
        ModelCard card = ModelCard.read(folder);
        AnalyzedModel graph = AnalyzedModel.of(card.onnxFile(), facts -> expected(card.completedBy(facts.metadata())));
        return new LoadedModel(fingerprint, card.completedBy(graph.facts().metadata()), graph);
    }

    /** The same under an id of its own, after its last layers have lost what they have learned. */
    LoadedModel shuffled(int layers, long seed) {
        return new LoadedModel(fingerprint, card, graph.shuffled(layers, seed));
    }

    /** Looks at folder and file in little memory and time, and runs nothing. Throws what {@link #load} throws. */
    static void glance(ModelFolder folder) {
        AnalyzedModel.glance(ModelCard.read(folder).onnxFile());
    }

    private static Expectation expected(ModelCard card) {
        InputSize size = card.preprocessing().stream()
                .findFirst()
                .or(() -> TorchvisionPresets.named(card.name()))
                .map(LoadedModel::sizeOf)
                .orElse(COMMON_SIZE);
        return new Expectation(
                size,
                card.labels().map(List::size).orElse(0),
                Map.of(),
                card.output().orElse(null));
    }

    private static InputSize sizeOf(StatedPreprocessing stated) {
        return new InputSize(
                stated.height().orElse(COMMON_SIZE.height()), stated.width().orElse(COMMON_SIZE.width()));
    }

    private void tellOutput(OutputChoice output) {
        if (output.reason() == Reason.LIKELIEST) {
            guessed.add("There are several outputs that could be class scores: '%s' is taken; beside it there are %s."
                    .formatted(output.name(), output.others()));
        }
        if (isOfProbabilities()) {
            guessed.add(
                    "No class scores were found in front of the probabilities: the probabilities themselves are explained.");
        }
    }

    /** What somebody's {@code preprocessor_config.json} says, for this graph. */
    Preprocessing stated(String json) {
        try {
            return FittedPreprocessing.stated(List.of(ModelFiles.parse(json)), graph);
        } catch (InvalidModelFolderException | InvalidModelException e) {
            throw new BadSelection(
                    "This is no preset, and as preprocessing it cannot be used: %s.".formatted(e.getMessage()));
        }
    }

    String name() {
        return card.name();
    }

    /** Its name and a number: another model that comes in its place has the same name only. */
    String id() {
        return id;
    }

    /** Of its files as they were read: the same after a restart, as long as nobody changes them. */
    String fingerprint() {
        return fingerprint;
    }

    AnalyzedModel graph() {
        return graph;
    }

    /** By class index, each different. */
    List<String> labels() {
        return labels;
    }

    /** Finds classes by their names. */
    ClassResolver names() {
        return names;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    Activation activation() {
        Activation found = graph.activation();
        return card.isMultiLabel() && found == Activation.SOFTMAX ? Activation.SIGMOID : found;
    }

    /** Says that a class score is no number. */
    BrokenModel noNumbers() {
        return new BrokenModel("The model '%s' gives scores that are no numbers on this picture.".formatted(name()));
    }

    /** The method that somebody has chosen for it; empty where nobody has, or there is none of that name. */
    Optional<CamMethod> method() {
        return card.method().flatMap(CamMethod::named);
    }

    /** The recommended layer; none in a network without feature maps. */
    List<LayerInfo> recommendedLayers() {
        return graph.hasLayers() ? List.of(graph.recommendedLayer()) : List.of();
    }

    /** The layer of this name. */
    LayerInfo layer(String name) {
        return graph.findLayer(name).orElseThrow(() -> graph.hasLayers() ? unknownLayer(name) : noLayers());
    }

    private BadSelection noLayers() {
        return new BadSelection(
                "The model '%s' has no layers with a height and a width: leave 'layer' out.".formatted(name()));
    }

    private BadSelection unknownLayer(String name) {
        return new BadSelection("The model '%s' has no layer '%s' with a height and a width. %s"
                .formatted(
                        name(),
                        name,
                        Closest.hint(
                                name,
                                graph.layers().stream().map(LayerInfo::name).toList())));
    }

    /** True where gradients say exactly what happens to the class scores when a layer is changed. */
    boolean isExactAt(LayerInfo layer) {
        return layer.gradientObstacle() == null && graph.isLinearBehind(layer.name());
    }

    /** The reason that a method does not work at a layer, or in a network without any; empty where it does. */
    Optional<String> obstacle(CamMethod method, @Nullable LayerInfo layer) {
        return new Obstacles(graph).of(method, layer);
    }

    /** The first time it reads all files for their checksums. */
    ModelDetails details(ModelFolder folder) {
        return new ModelDetails(
                card.readme().map(Readme::text).orElse(null),
                card.licence().orElse(null),
                String.valueOf(card.onnxFile().getFileName()),
                checksum(),
                version(folder),
                graph.facts().producer(),
                graph.facts().opset(),
                graph.nodes(),
                graph.weightBytes(),
                ModelFiles.text(preprocessing),
                card.preprocessing().isEmpty(),
                areLabelsGuessed);
    }

    private String checksum() {
        String known = checksum;
        if (known == null) {
            known = Checksum.sha256(card.onnxFile());
            checksum = known;
        }
        return known;
    }

    private String version(ModelFolder folder) {
        String known = version;
        if (known == null) {
            known = Checksum.sha256(folder.decisiveFiles().stream()
                    .map(file -> file.equals(card.onnxFile()) ? checksum() : Checksum.sha256(file))
                    .collect(Collectors.joining(
                            "\n", "", card.output().map(output -> "\n" + output).orElse("")))
                    .getBytes(StandardCharsets.UTF_8));
            version = known;
        }
        return known;
    }

    /** True where no class scores were found in front of the probabilities, so that these are explained. */
    boolean isOfProbabilities() {
        return graph.activation() == Activation.NONE;
    }

    /** Describes it to clients. */
    ModelDescription describe() {
        return new DescribedModel(this, card).describe(guessed);
    }
}
