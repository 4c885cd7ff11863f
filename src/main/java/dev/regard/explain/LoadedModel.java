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
import dev.regard.runtime.InputNumbers;
import dev.regard.runtime.InputSize;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.OutputChoice;
import dev.regard.runtime.OutputChoice.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model folder and its graph, brought together: what neither says is derived, and noted as guessed. */
final class LoadedModel {

    /** What most image classifiers take, where neither folder nor graph says it. */
    private static final InputSize COMMON_SIZE = new InputSize(224, 224);

    /** Scaled and normalized samples lie within a few units of 0: rounded to whole numbers, little is left of them. */
    private static final double MAX_SCALED_RANGE = 16;

    private static final AtomicLong LAST = new AtomicLong();

    private final String id;
    private final String fingerprint;
    private final ModelCard card;
    private final AnalyzedModel graph;
    private final List<String> labels;
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
        this.labels = DistinctNames.of(
                card.labels().filter(this::areOfOutput).or(this::labelsOfGraph).orElseGet(this::guessedLabels));
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
        this.preprocessing =
                card.preprocessing().isEmpty() ? guessedPreprocessing() : inWholeNumbers(fitted(card.preprocessing()));
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

    /** False for names of another output than the one that somebody has chosen since. */
    private boolean areOfOutput(List<String> named) {
        if (named.size() == graph.classes()) {
            return true;
        }
        OutputChoice output = graph.output();
        if (output.reason() == Reason.STATED) {
            guessed.add(
                    "The files name %,d classes, but the output '%s' that was chosen has %,d: their names are not used."
                            .formatted(named.size(), output.name(), graph.classes()));
            return false;
        }
        throw new InvalidModelException(
                output.outputs().size() == 1
                        ? "its files name %d classes, but the graph has %d class scores"
                                .formatted(named.size(), graph.classes())
                        : "its files name %d classes, but none of its outputs has as many scores: %s"
                                .formatted(named.size(), output.list()));
    }

    private Optional<List<String>> labelsOfGraph() {
        List<String> named = graph.output().classNames();
        return Optional.of(named).filter(names -> names.size() == graph.classes());
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

    /** A list that everybody uses is known by its length; others have too many lengths in common. */
    private List<String> guessedLabels() {
        List<String> imagenet = ModelCard.imagenetLabels();
        int more = graph.classes() - imagenet.size();
        if (more == 0) {
            guessed.add(
                    "No file names the classes: as there are 1,000, they are taken for those of ImageNet in the usual order.");
            return imagenet;
        } else if (more == 1) {
            guessed.add(
                    "No file names the classes: as there are 1,001, they are taken for those of ImageNet behind one for the background.");
            return Stream.concat(Stream.of("background"), imagenet.stream()).toList();
        }
        guessed.add("No file names the %,d classes: they are numbered. Write their names, one a line, into labels.txt."
                .formatted(graph.classes()));
        return ModelCard.numberedLabels(graph.classes());
    }

    private Preprocessing fitted(List<StatedPreprocessing> stated) {
        StatedPreprocessing fitting = stated.stream()
                .filter(each -> each.fits(graph.inputHeight(), graph.inputWidth()))
                .findFirst()
                .orElseThrow(() -> misfit(stated.getFirst()));
        return fitting.forInput(graph.inputChannels(), graph.isChannelsFirst());
    }

    /** Files are written for the network: where the graph takes whole numbers, it scales them itself. */
    private Preprocessing inWholeNumbers(Preprocessing stated) {
        if (graph.inputNumbers() == InputNumbers.FLOATS || stated.range() > MAX_SCALED_RANGE) {
            return stated;
        }
        guessed.add(
                "Its files scale pictures to small numbers, but the graph takes whole numbers: samples go in as they are, 0 to 255.");
        return stated.withSamplesAsTheyAre();
    }

    private InvalidModelException misfit(StatedPreprocessing stated) {
        return new InvalidModelException("%s makes pictures of %d x %d pixels, the graph takes %d x %d"
                .formatted(
                        stated.source(),
                        stated.width().orElse(graph.inputWidth()),
                        stated.height().orElse(graph.inputHeight()),
                        graph.inputWidth(),
                        graph.inputHeight()));
    }

    private Preprocessing guessedPreprocessing() {
        GuessedPreprocessing guess = GuessedPreprocessing.of(graph, card.name());
        guessed.add("No file says how pictures are prepared. The guess is %s.".formatted(guess.reason()));
        return guess.preprocessing();
    }

    /** What somebody's {@code preprocessor_config.json} says, for this graph. */
    Preprocessing stated(String json) {
        try {
            return fitted(List.of(ModelFiles.parse(json)));
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

    /** Why a method does not work at a layer, or in a network without any; empty where it does. */
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
                card.labels().isEmpty() && labelsOfGraph().isEmpty());
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

    ModelDescription describe() {
        List<ModelDescription.Layer> layers =
                graph.layers().stream().map(this::describe).toList();
        return new ModelDescription(
                name(),
                card.readme().flatMap(Readme::about).orElse(null),
                null,
                List.copyOf(guessed),
                labels,
                graph.inputChannels(),
                graph.inputHeight(),
                graph.inputWidth(),
                card.bytes(),
                described(graph.output()),
                method().map(CamMethod::id).orElse(null),
                layers,
                layers.isEmpty() ? supports(null) : List.of(),
                graph.allLayers().stream()
                        .filter(layer -> graph.layers().stream()
                                .noneMatch(listed -> listed.name().equals(layer.name())))
                        .map(layer -> new ModelDescription.InnerLayer(
                                layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList());
    }

    private ModelDescription.Output described(OutputChoice output) {
        return new ModelDescription.Output(
                output.name(),
                output.reason().name().toLowerCase(Locale.ROOT),
                isOfProbabilities(),
                output.outputs().stream()
                        .map(each -> new ModelDescription.PossibleOutput(each.name(), each.classes()))
                        .toList());
    }

    /** True where no class scores were found in front of the probabilities, so that these are explained. */
    boolean isOfProbabilities() {
        return graph.activation() == Activation.NONE;
    }

    private ModelDescription.Layer describe(LayerInfo layer) {
        return new ModelDescription.Layer(
                layer.name(),
                layer.title(),
                layer.channels(),
                layer.height(),
                layer.width(),
                layer.name().equals(graph.recommendedLayer().name()),
                supports(layer));
    }

    private List<ModelDescription.MethodSupport> supports(@Nullable LayerInfo layer) {
        return Arrays.stream(CamMethod.values())
                .map(method -> new ModelDescription.MethodSupport(
                        method.id(), obstacle(method, layer).orElse(null)))
                .toList();
    }
}
