package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.autodiff.ReverseMode;
import dev.regard.autodiff.ZeroSlopes;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.rewrite.Lift;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a look at a model's graph finds: where the picture goes in, where the class scores stand, which layers can be
 * target layers.
 */
final class Classifier {

    /** The longest lists that are trained, of landmarks and persons, have some 200,000 entries. */
    private static final int MAX_CLASSES = 300_000;

    private final Model model;
    private final Value input;
    private final OutputChoice output;
    private final boolean isChannelsFirst;
    private final int rows;
    private final ClassScore score;
    private final Optional<GlobalPoolHead> head;
    private final ReceptiveFields fields;
    private final LayerFinder finder;
    private final List<FeatureMap> stages;
    private final List<List<FeatureMap>> branches;
    private final Map<Value, Node> obstacles;
    private final Map<Value, Node> zeroSlopes;
    private final Set<Value> scoreDependsOn = new HashSet<>();

    private Classifier(ScoreFinder found, OutputChoice output) {
        this.model = found.measured().model();
        this.input = found.measured().input();
        this.output = output;
        this.isChannelsFirst = found.measured().isChannelsFirst();
        this.rows = found.measured().rows();
        this.score = found.score();
        this.fields = ReceptiveFields.of(model.graph(), input, heightAxis());
        this.head = GlobalPoolHead.find(score, fields);
        List<Node> ancestors = ancestors();
        ancestors.forEach(
                node -> node.inputs().stream().filter(Objects::nonNull).forEach(scoreDependsOn::add));
        this.finder = new LayerFinder(ancestors, input, heightAxis(), fields, rows);
        this.stages = finder.stages();
        this.branches = finder.branches();
        this.obstacles = ReverseMode.obstacles(model.graph(), score.value());
        this.zeroSlopes = ZeroSlopes.of(model.graph(), score.value());
        if (score.classes() > MAX_CLASSES) {
            throw new InvalidModelException(
                    "its output '%s' has %,d numbers for a picture: a mask or another picture, and no list of class scores; at most %,d classes are accepted"
                            .formatted(score.value(), score.classes(), MAX_CLASSES));
        }
    }

    /**
     * Looks at a model.
     *
     * @param model  as read
     * @param expected what is known of it
     * @throws InvalidModelException where it is no image classifier that can be run
     */
    static Classifier of(Model model, Expectation expected) {
        try {
            ScoreOutputs outputs = ScoreOutputs.of(model);
            ScoreOutputs lifted = outputs.in(withPlainInput(Lift.lift(outputs.model())));
            Value picture = PictureInput.find(lifted.model().graph()).value();
            Model fixed = OtherInputs.fixed(lifted.model(), picture, expected.others());
            MeasuredModel measured = MeasuredModel.of(fixed, expected.size());
            ClassOutput output = ClassOutput.find(measured, lifted.candidates(), expected);
            return new Classifier(
                    ScoreFinder.of(measured, output.value(), expected.size(), expected.named()), output.choice());
        } catch (InvalidGraphException e) {
            throw new InvalidModelException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The picture goes in as floats of four axes, whatever the model takes. */
    private static Model withPlainInput(Model model) {
        Model whole = MissingAxes.added(model, PictureInput.find(model.graph()));
        return IntegerInput.asFloats(whole, PictureInput.find(whole.graph()));
    }

    /** Looks at a model whose only input is the picture, or whose other inputs hold zeros. */
    static Classifier of(Model model, InputSize size) {
        return of(model, Expectation.of(size));
    }

    private int heightAxis() {
        return isChannelsFirst ? 2 : 1;
    }

    Model model() {
        return model;
    }

    /** Number of rows that the values of one picture have: more than one in a model whose batch is filled with copies. */
    int rows() {
        return rows;
    }

    /** Where the picture goes in. */
    Value input() {
        return input;
    }

    /** The output that the class scores were found behind. */
    OutputChoice output() {
        return output;
    }

    /** True for [1, C, H, W]. */
    boolean isChannelsFirst() {
        return isChannelsFirst;
    }

    ClassScore score() {
        return score;
    }

    Optional<GlobalPoolHead> head() {
        return head;
    }

    /** The feature maps that everything passes through, from input to output; none in a network without any. */
    List<FeatureMap> stages() {
        return stages;
    }

    /** Those of each branch where the network ends in several that meet as lists of numbers, as ensembles do. */
    List<List<FeatureMap>> branches() {
        return branches;
    }

    /** Every value that a map can be read from, from input to output. */
    List<FeatureMap> featureMaps() {
        return finder.all();
    }

    /**
     * The layer that is taken when none is asked for: the last one whose cells matter to the score, empty where there is none. What a pool with a
     * linear layer behind it takes the mean of comes first, for there the answer is exact.
     */
    Optional<FeatureMap> recommendedLayer() {
        return head.flatMap(exact -> layer(exact.activations().name()))
                .or(() -> stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast()))
                .or(() -> branches.stream().map(List::getLast).findFirst());
    }

    /** A feature map that the score depends on, by its name in the graph. */
    Optional<FeatureMap> layer(String name) {
        return model.graph().value(name).filter(scoreDependsOn::contains).flatMap(finder::featureMap);
    }

    /** True for a value that the score depends on and that a gradient reaches. */
    boolean isOnTheWay(String name) {
        return model.graph()
                .value(name)
                .filter(value -> scoreDependsOn.contains(value)
                        && !obstacles.containsKey(value)
                        && !zeroSlopes.containsKey(value))
                .isPresent();
    }

    /** A node without a rule that keeps gradients from reaching a value; empty where none does. */
    Optional<Node> gradientObstacle(Value value) {
        return Optional.ofNullable(obstacles.get(value));
    }

    /** A node that makes all gradients of a value zero, whatever the picture; empty where none does. */
    Optional<Node> zeroSlope(Value value) {
        return Optional.ofNullable(zeroSlopes.get(value));
    }

    /** Where the cells of a layer look, in pixels of the model's input. */
    CellPlacement placement(FeatureMap layer) {
        Shape picture = input.shape();
        return fields.at(layer.value())
                .flatMap(CellPlacement::of)
                .orElseGet(() -> CellPlacement.even(
                        picture.dimension(heightAxis()),
                        picture.dimension(heightAxis() + 1),
                        layer.layout().height(),
                        layer.layout().width()));
    }

    /**
     * The nodes that the score is computed from, in order. A shape says nothing about the picture, and a condition only which
     * way is taken and how often: no path leads through them.
     */
    private List<Node> ancestors() {
        Set<Value> needed = new HashSet<>(Set.of(score.value()));
        List<Node> ancestors = new ArrayList<>();
        for (Node node : model.graph().nodes().reversed()) {
            if (!node.is("Shape") && node.outputs().stream().anyMatch(needed::contains)) {
                ancestors.add(node);
                int conditions = node.is("If") ? 1 : node.is("Loop") ? 2 : 0;
                node.inputs().stream().skip(conditions).filter(Objects::nonNull).forEach(needed::add);
            }
        }
        return ancestors.reversed();
    }
}
