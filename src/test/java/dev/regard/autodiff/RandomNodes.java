package dev.regard.autodiff;

import static dev.regard.autodiff.RandomGraph.with;

import dev.regard.autodiff.RandomGraph.Sized;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** How a {@link RandomGraph} uses operators on numbers: elementwise ones, normalizations and reductions. */
final class RandomNodes {

    static final Map<String, Attribute> NONE = Map.of();

    private final Map<String, Generator> generators = new HashMap<>();

    private RandomNodes() {}

    /**
     * How a node is added to a graph.
     *
     * @param fits whether a value can be its input
     * @param make adds it, with the nodes that suit its input to it
     */
    record Generator(BiPredicate<RandomGraph, Sized> fits, BiFunction<RandomGraph, Sized, Sized> make) {

        static Generator always(BiFunction<RandomGraph, Sized, Sized> make) {
            return new Generator((graph, a) -> true, make);
        }
    }

    /** By operator. */
    static Map<String, Generator> all() {
        RandomNodes nodes = new RandomNodes();
        nodes.addFunctions();
        nodes.addArithmetic();
        nodes.addNormalizations();
        nodes.addReductions();
        nodes.generators.putAll(RandomMoves.all());
        nodes.generators.putAll(NewerNodes.all());
        return Map.copyOf(nodes.generators);
    }

    private void addFunctions() {
        for (String opType : List.of(
                "Identity",
                "Dropout",
                "Relu",
                "Sigmoid",
                "HardSwish",
                "Mish",
                "Softplus",
                "Softsign",
                "Tanh",
                "Erf",
                "Neg",
                "Abs",
                "Sin",
                "Cos",
                "Atan")) {
            function(opType, (graph, a) -> a, NONE);
        }
        for (String opType : List.of("LeakyRelu", "Elu", "Celu", "ThresholdedRelu", "HardSigmoid")) {
            function(opType, (graph, a) -> a, Map.of("alpha", new Attribute.Real(0.4f)));
        }
        function("Selu", (graph, a) -> a, Map.of("gamma", new Attribute.Real(0.8f)));
        function("Gelu", (graph, a) -> a, Map.of("approximate", new Attribute.Text("tanh")));
        for (String opType : List.of("Exp", "Sinh", "Cosh")) {
            function(opType, RandomGraph::bounded, NONE);
        }
        for (String opType : List.of("Log", "Sqrt", "Reciprocal")) {
            function(opType, RandomGraph::positive, NONE);
        }
        for (String opType : List.of("Tan", "Asin", "Acos")) {
            function(
                    opType,
                    (graph, a) ->
                            graph.node("Mul", NONE, a.shape(), graph.bounded(a).value(), graph.number(0.8f)),
                    NONE);
        }
        add(
                "Clip",
                (graph, a) -> graph.node("Clip", NONE, a.shape(), a.value(), graph.number(-0.7f), graph.number(0.8f)));
        add("PRelu", (graph, a) -> {
            Value slope = graph.coin(0.5)
                    ? graph.factors(a.extent(-1))
                    : graph.partner(a).value();
            return graph.node("PRelu", NONE, a.shape(), a.value(), slope);
        });
        add("Cast", (graph, a) -> {
            Sized precise = graph.node("Cast", to(DataType.DOUBLE), a.shape(), a.value());
            Sized negative = graph.node("Neg", NONE, a.shape(), precise.value());
            return graph.node("Cast", to(DataType.FLOAT), a.shape(), negative.value());
        });
    }

    private static Map<String, Attribute> to(DataType type) {
        return Map.of("to", new Attribute.Int(type.code()));
    }

    private void function(
            String opType, BiFunction<RandomGraph, Sized, Sized> suited, Map<String, Attribute> attributes) {
        add(
                opType,
                (graph, a) -> graph.node(
                        opType, attributes, a.shape(), suited.apply(graph, a).value()));
    }

    private void addArithmetic() {
        for (String opType : List.of("Add", "Sub", "Sum", "Mean", "Max", "Min")) {
            add(opType, (graph, a) -> {
                Value other = graph.partner(a).value();
                return graph.coin(0.5)
                        ? graph.node(opType, NONE, a.shape(), a.value(), other)
                        : graph.node(opType, NONE, a.shape(), other, a.value());
            });
        }
        add(
                "Mul",
                (graph, a) -> graph.node(
                        "Mul",
                        NONE,
                        a.shape(),
                        a.value(),
                        graph.bounded(graph.partner(a)).value()));
        add(
                "Div",
                (graph, a) -> graph.node(
                        "Div",
                        NONE,
                        a.shape(),
                        a.value(),
                        graph.positive(graph.partner(a)).value()));
        add("Pow", RandomNodes::power);
        add(
                "Mod",
                (graph, a) -> graph.node(
                        "Mod",
                        Map.of("fmod", new Attribute.Int(1)),
                        a.shape(),
                        a.value(),
                        graph.positive(graph.partner(a)).value()));
        add("Where", (graph, a) -> {
            Sized other = graph.partner(a);
            Value isLess = graph.node("Less", NONE, a.shape(), a.value(), graph.weights(1, a.extent(-1)))
                    .value();
            return graph.node("Where", NONE, a.shape(), isLess, a.value(), other.value());
        });
    }

    private static Sized power(RandomGraph graph, Sized a) {
        if (graph.coin(0.3)) {
            Value exponent = graph.bounded(graph.partner(a)).value();
            return graph.node("Pow", NONE, a.shape(), graph.positive(a).value(), exponent);
        }
        if (graph.coin(0.5)) {
            return graph.node("Pow", NONE, a.shape(), graph.bounded(a).value(), graph.number(graph.between(2, 4)));
        }
        Value exponent = graph.number(graph.coin(0.5) ? 0.5f : 1.7f);
        return graph.node("Pow", NONE, a.shape(), graph.positive(a).value(), exponent);
    }

    private void addNormalizations() {
        Attribute epsilon = new Attribute.Real(0.1f);
        for (String opType : List.of("Softmax", "LogSoftmax")) {
            addWide(opType, (graph, a) -> graph.node(opType, axis(graph, a), a.shape(), a.value()));
        }
        add("BatchNormalization", (graph, a) -> {
            int channels = a.extent(1);
            Value[] inputs = {
                a.value(),
                graph.factors(channels),
                graph.factors(channels),
                graph.factors(channels),
                graph.factors(channels)
            };
            return graph.node("BatchNormalization", NONE, a.shape(), inputs);
        });
        generators.put("LayerNormalization", new Generator((graph, a) -> a.extent(-1) > 2, (graph, a) -> {
            int axis = graph.axis(a);
            int[] last = Arrays.copyOfRange(a.shape().dimensions(), axis, a.rank());
            Map<String, Attribute> attributes =
                    Map.of("axis", new Attribute.Int(graph.written(axis, a)), "epsilon", epsilon);
            return graph.node(
                    "LayerNormalization", attributes, a.shape(), a.value(), graph.factors(last), graph.factors(last));
        }));
        generators.put("InstanceNormalization", new Generator(RandomNodes::isPicture, (graph, a) -> {
            Value scale = graph.factors(a.extent(1));
            return graph.node("InstanceNormalization", Map.of("epsilon", epsilon), a.shape(), a.value(), scale, scale);
        }));
        generators.put("GroupNormalization", new Generator(RandomNodes::isPicture, (graph, a) -> {
            Value scale = graph.factors(a.extent(1));
            Attribute groups = new Attribute.Int(graph.divisor(a.extent(1)));
            Map<String, Attribute> attributes = Map.of("num_groups", groups, "epsilon", epsilon);
            return graph.node("GroupNormalization", attributes, a.shape(), a.value(), scale, scale);
        }));
        generators.put("MeanVarianceNormalization", new Generator(RandomNodes::isPicture, (graph, a) -> {
            long[] axes = a.rank() == 3 ? new long[] {1, 2} : new long[] {1, 2, 3};
            return graph.node(
                    "MeanVarianceNormalization", Map.of("axes", Attribute.Ints.of(axes)), a.shape(), a.value());
        }));
        add("LRN", (graph, a) -> {
            Sized picture = graph.ofRank(4, a);
            Map<String, Attribute> attributes = Map.of("size", new Attribute.Int(3), "alpha", new Attribute.Real(0.5f));
            return graph.node("LRN", attributes, picture.shape(), picture.value());
        });
        addWide("LpNormalization", (graph, a) -> {
            Map<String, Attribute> attributes = new HashMap<>(axis(graph, a));
            attributes.put("p", new Attribute.Int(graph.between(1, 2)));
            return graph.node(
                    "LpNormalization", attributes, a.shape(), graph.positive(a).value());
        });
    }

    /** With more than two numbers in each channel: two are standardized to 1 and -1, whatever they are. */
    private static boolean isPicture(RandomGraph graph, Sized a) {
        return a.rank() > 2 && a.shape().size() / a.extent(0) / a.extent(1) > 2;
    }

    private void addReductions() {
        for (String opType : List.of("ReduceMean", "ReduceMax", "ReduceMin", "ReduceLogSumExp")) {
            add(opType, (graph, a) -> reduced(opType, graph, a));
        }
        for (String opType : List.of("ReduceSum", "ReduceL1", "ReduceSumSquare")) {
            add(opType, (graph, a) -> reduced(opType, graph, graph.bounded(a)));
        }
        for (String opType : List.of("ReduceL2", "ReduceLogSum", "ReduceProd")) {
            add(opType, (graph, a) -> reduced(opType, graph, graph.positive(a)));
        }
        addWide("CumSum", (graph, a) -> {
            Map<String, Attribute> attributes = Map.of(
                    "exclusive", new Attribute.Int(graph.below(2)), "reverse", new Attribute.Int(graph.below(2)));
            Value axis = graph.longs(graph.written(graph.axis(a), a));
            return graph.node("CumSum", attributes, a.shape(), graph.bounded(a).value(), axis);
        });
    }

    /** Over one axis, which stays where the rank would become too small. */
    private static Sized reduced(String opType, RandomGraph graph, Sized a) {
        int axis = graph.axis(a);
        boolean stays = a.rank() == 2 || graph.coin(0.5);
        Shape shape = stays ? with(a.shape(), axis, 1) : RandomMoves.without(a.shape(), axis);
        Map<String, Attribute> attributes = Map.of("keepdims", new Attribute.Int(stays ? 1 : 0));
        return graph.node(opType, attributes, shape, a.value(), graph.longs(graph.written(axis, a)));
    }

    static Map<String, Attribute> axis(RandomGraph graph, Sized a) {
        return Map.of("axis", new Attribute.Int(graph.written(graph.axis(a), a)));
    }

    private void add(String opType, BiFunction<RandomGraph, Sized, Sized> make) {
        generators.put(opType, Generator.always(make));
    }

    /** Where a lone number would become a constant. */
    private void addWide(String opType, BiFunction<RandomGraph, Sized, Sized> make) {
        generators.put(opType, new Generator((graph, a) -> RandomGraph.isWide(a), make));
    }
}
