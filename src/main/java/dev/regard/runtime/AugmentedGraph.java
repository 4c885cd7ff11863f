package dev.regard.runtime;

import dev.regard.autodiff.MissingVjpException;
import dev.regard.autodiff.ReverseMode;
import dev.regard.autodiff.RuleSet;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model's graph with everything written into it that one pass needs, and the names under which to ask it.
 *
 * @param model    to be run, its outputs chosen
 * @param outputs  of the model
 * @param input    the picture
 * @param isBatchFree true where it takes several pictures at once
 * @param activations the activations that a tail starts from, batch first; null in other passes
 * @param rows     which picture each row is of; null where there is one row for each picture
 * @param classes  which class each row asks about; null in a forward pass
 * @param selected the classes that were asked about; null in a forward pass
 * @param score    class scores
 * @param wanted   what the pass gives besides
 * @param biases   maps of what each bias adds, in a pass for them
 */
record AugmentedGraph(
        Model model,
        List<Value> outputs,
        String input,
        boolean isBatchFree,
        @Nullable String activations,
        @Nullable String rows,
        @Nullable String classes,
        @Nullable String selected,
        String score,
        Map<Wanted, String> wanted,
        List<String> biases) {

    AugmentedGraph {
        outputs = List.copyOf(outputs);
        wanted = Map.copyOf(wanted);
        biases = List.copyOf(biases);
    }

    /**
     * Writes the graph of a pass.
     *
     * @param layer the target layer; null for a pass that is computed at the picture
     * @throws InvalidModelException where an operator on the way has no rule
     */
    static AugmentedGraph of(Classifier classifier, @Nullable FeatureMap layer, Pass pass) {
        try {
            return new Builder(classifier, layer, pass).build();
        } catch (MissingVjpException e) {
            throw new InvalidModelException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The same with other constants in the place of some. */
    AugmentedGraph with(UnaryOperator<TensorData> constants) {
        GraphCopy changed = GraphCopy.whole(model, constants);
        return new AugmentedGraph(
                changed.model(),
                outputs.stream().map(changed::of).toList(),
                input,
                isBatchFree,
                activations,
                rows,
                classes,
                selected,
                score,
                wanted,
                biases);
    }

    private static final class Builder {
        private final Classifier classifier;
        private final @Nullable FeatureMap layer;
        private final Pass pass;
        private final GraphCopy copy;
        private final Value target;
        private final @Nullable Value activations;
        private final @Nullable Value rows;
        private final Map<Wanted, Value> wanted = new EnumMap<>(Wanted.class);
        private final List<Value> biases = new ArrayList<>();

        Builder(Classifier classifier, @Nullable FeatureMap layer, Pass pass) {
            this.classifier = classifier;
            this.layer = layer;
            this.pass = pass;
            Value original = layer == null ? classifier.input() : layer.value();
            boolean isBatchFree = classifier.input().batchAxis().isPresent();
            if (pass.isTail() || pass.isBackward() && isBatchFree) {
                RowRepetition.Repeated repeated = pass.isTail()
                        ? RowRepetition.ofGiven(classifier.model(), original, classifier.rows())
                        : RowRepetition.of(classifier.model(), original);
                this.copy = repeated.copy();
                this.target = repeated.target();
                this.activations = repeated.given();
                this.rows = repeated.rows();
            } else {
                this.copy = GraphCopy.whole(classifier.model());
                this.target = copy.of(original);
                this.activations = null;
                this.rows = null;
            }
        }

        AugmentedGraph build() {
            if (layer != null && !pass.isTail()) {
                wanted.put(Wanted.ACTIVATIONS, batchFirst(copy.of(layer.value())));
            }
            if (pass == Pass.FORWARD) {
                writeClassMaps();
            }
            Value score = copy.of(classifier.score().value());
            SeedWriter.Seed seed = pass.isBackward() ? SeedWriter.write(copy.model(), score) : null;
            if (seed != null) {
                writeGradients(score, seed.seed());
            }
            List<Value> outputs = new ArrayList<>(List.of(score));
            wanted.values().stream().filter(value -> !outputs.contains(value)).forEach(outputs::add);
            outputs.addAll(biases);
            if (seed != null) {
                outputs.add(seed.selected());
            }
            Map<Wanted, String> names = new EnumMap<>(Wanted.class);
            wanted.forEach((one, value) -> names.put(one, value.name()));
            return new AugmentedGraph(
                    copy.model(),
                    outputs,
                    classifier.input().name(),
                    classifier.input().batchAxis().isPresent(),
                    activations == null ? null : activations.name(),
                    rows == null ? null : rows.name(),
                    seed == null ? null : seed.classes().name(),
                    seed == null ? null : seed.selected().name(),
                    score.name(),
                    names,
                    biases.stream().map(Value::name).toList());
        }

        private void writeClassMaps() {
            GlobalPoolHead head = classifier.head().orElse(null);
            if (head != null && layer != null && head.activations().equals(layer.value())) {
                Ops ops = new Ops(copy.model(), "regard/map/");
                wanted.put(Wanted.CLASS_MAPS, firstRow(head.in(copy).classMaps(ops, layer.layout())));
            }
        }

        private void writeGradients(Value score, Value seed) {
            List<BiasMaps.Layer> layers = pass == Pass.BIAS_GRADIENTS ? biasLayers() : List.of();
            List<Value> targets = new ArrayList<>(List.of(target));
            layers.forEach(one -> targets.add(one.output()));
            RuleSet rules = pass == Pass.GUIDED_GRADIENTS ? RuleSet.GUIDED : RuleSet.EXACT;
            Map<Value, Value> gradients = ReverseMode.differentiate(copy.model(), score, seed, targets, rules);
            wanted.put(Wanted.GRADIENTS, batchFirst(Objects.requireNonNull(gradients.get(target)), target));
            Ops ops = new Ops(copy.model(), "regard/bias/");
            layers.forEach(one -> biases.add(
                    firstRow(BiasMaps.write(ops, one, Objects.requireNonNull(gradients.get(one.output()))))));
        }

        private List<BiasMaps.Layer> biasLayers() {
            Graph graph = copy.model().graph();
            return BiasMaps.layers(List.copyOf(graph.nodes()), value -> classifier.isOnTheWay(value.name()));
        }

        /** The first of the copies that fill a batch. */
        private Value firstRow(Value value) {
            return classifier.rows() == 1 ? value : new Ops(copy.model(), "regard/fill/").slice(value, 0, 0, 1);
        }

        private Value batchFirst(Value value) {
            return batchFirst(value, value);
        }

        /** The value with its batch as the first axis; {@code like} is a value of the same shape that was measured. */
        private Value batchFirst(Value value, Value like) {
            int batch = like.batchAxis().orElse(0);
            if (batch == 0) {
                return like.shape().dimension(0) == 1 ? value : firstRow(value);
            }
            int rank = like.shape().rank();
            long[] permutation = new long[rank];
            permutation[0] = batch;
            for (int axis = 1; axis < rank; axis++) {
                permutation[axis] = axis <= batch ? axis - 1 : axis;
            }
            return new Ops(copy.model(), "regard/layer/").transpose(value, permutation);
        }
    }
}
