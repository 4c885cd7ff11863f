package dev.regard.autodiff;

import static dev.regard.autodiff.RandomGraph.with;
import static dev.regard.autodiff.RandomNodes.NONE;
import static dev.regard.autodiff.RandomNodes.axis;

import dev.regard.autodiff.RandomGraph.Sized;
import dev.regard.autodiff.RandomNodes.Generator;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How a {@link RandomGraph} uses operators that move numbers, weigh them, or look at them through windows. */
final class RandomMoves {

    private final Map<String, Generator> generators = new HashMap<>();

    private RandomMoves() {}

    static Map<String, Generator> all() {
        RandomMoves moves = new RandomMoves();
        moves.addReshaping();
        moves.addGrowing();
        moves.addPicking();
        moves.addIndexing();
        moves.addProducts();
        moves.addWindows();
        return moves.generators;
    }

    private void addReshaping() {
        add("Reshape", (graph, a) -> graph.ofRank(a.rank() == 4 ? 2 : a.rank() + 1, a));
        add(
                "Flatten",
                (graph, a) -> graph.node(
                        "Flatten", NONE, Shape.of(a.extent(0), a.shape().size() / a.extent(0)), a.value()));
        add("Transpose", (graph, a) -> {
            List<Integer> axes =
                    new ArrayList<>(IntStream.range(1, a.rank()).boxed().toList());
            Collections.shuffle(axes, new Random(graph.below(100)));
            axes.addFirst(0);
            int[] extents = axes.stream().mapToInt(a::extent).toArray();
            long[] permutation = axes.stream().mapToLong(axis -> axis).toArray();
            return graph.node(
                    "Transpose", Map.of("perm", Attribute.Ints.of(permutation)), Shape.of(extents), a.value());
        });
        generators.put(
                "Unsqueeze",
                new Generator(
                        (graph, a) -> a.rank() < 4,
                        (graph, a) -> graph.node("Unsqueeze", NONE, inserted(a.shape()), a.value(), graph.longs(1))));
        generators.put("Squeeze", new Generator((graph, a) -> a.rank() > 2, (graph, a) -> {
            Sized mean = graph.mean(a, 1);
            return graph.node("Squeeze", NONE, without(a.shape(), 1), mean.value(), graph.longs(1 - a.rank()));
        }));
        generators.put(
                "Trilu",
                new Generator(
                        (graph, a) -> a.rank() > 2,
                        (graph, a) -> graph.node(
                                "Trilu", Map.of("upper", new Attribute.Int(graph.below(2))), a.shape(), a.value())));
        generators.put(
                "SpaceToDepth",
                new Generator(
                        (graph, a) -> a.rank() == 4 && a.extent(2) % 2 == 0 && a.extent(3) % 2 == 0,
                        (graph, a) -> graph.node(
                                "SpaceToDepth",
                                Map.of("blocksize", new Attribute.Int(2)),
                                Shape.of(a.extent(0), 4 * a.extent(1), a.extent(2) / 2, a.extent(3) / 2),
                                a.value())));
        generators.put(
                "DepthToSpace", new Generator((graph, a) -> a.rank() == 4 && a.extent(1) % 4 == 0, (graph, a) -> {
                    Map<String, Attribute> attributes = Map.of(
                            "blocksize",
                            new Attribute.Int(2),
                            "mode",
                            new Attribute.Text(graph.coin(0.5) ? "DCR" : "CRD"));
                    return graph.node(
                            "DepthToSpace",
                            attributes,
                            Shape.of(a.extent(0), a.extent(1) / 4, 2 * a.extent(2), 2 * a.extent(3)),
                            a.value());
                }));
    }

    private void addGrowing() {
        grow("Expand", (graph, a) -> {
            int axis = graph.axis(a);
            Sized mean = graph.mean(a, axis);
            Shape shape = with(a.shape(), axis, 3);
            long[] extents = with(shape, 0, 1).toLongs();
            return graph.node("Expand", NONE, shape, mean.value(), graph.longs(extents));
        });
        grow("Tile", (graph, a) -> {
            int axis = graph.axis(a);
            long[] repeats =
                    LongStream.range(0, a.rank()).map(at -> at == axis ? 2 : 1).toArray();
            return graph.node("Tile", NONE, with(a.shape(), axis, 2 * a.extent(axis)), a.value(), graph.longs(repeats));
        });
        grow("Concat", (graph, a) -> {
            int axis = graph.axis(a);
            Sized mean = graph.mean(a, axis);
            Shape shape = with(a.shape(), axis, a.extent(axis) + 1);
            Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(graph.written(axis, a)));
            return graph.coin(0.5)
                    ? graph.node("Concat", attributes, shape, a.value(), mean.value())
                    : graph.node("Concat", attributes, shape, mean.value(), a.value());
        });
        grow("Pad", (graph, a) -> {
            int axis = graph.axis(a);
            boolean reflects = a.extent(axis) > 1 && graph.coin(0.5);
            long[] pads = new long[2 * a.rank()];
            pads[axis] = 1;
            pads[a.rank() + axis] = reflects ? 1 : graph.between(-a.extent(axis) + 1, 2);
            Shape shape = with(a.shape(), axis, (int) (a.extent(axis) + 1 + pads[a.rank() + axis]));
            Map<String, Attribute> attributes = Map.of("mode", new Attribute.Text(reflects ? "reflect" : "constant"));
            return graph.node("Pad", attributes, shape, a.value(), graph.longs(pads));
        });
        grow("Resize", (graph, a) -> {
            Sized picture = graph.ofRank(4, a);
            Map<String, Attribute> attributes = graph.coin(0.5)
                    ? Map.of("mode", new Attribute.Text("linear"))
                    : Map.of(
                            "mode",
                            new Attribute.Text("nearest"),
                            "coordinate_transformation_mode",
                            new Attribute.Text("asymmetric"));
            Value scales = graph.constant(Shape.of(4), 1, 1, 2, 1);
            Value none = graph.constant(Shape.of(0));
            return graph.node(
                    "Resize",
                    attributes,
                    with(picture.shape(), 2, 2 * picture.extent(2)),
                    picture.value(),
                    none,
                    scales);
        });
    }

    private void addPicking() {
        add("Slice", (graph, a) -> {
            int axis = graph.axis(a);
            int extent = a.extent(axis);
            Value axes = graph.longs(graph.written(axis, a));
            if (graph.coin(0.4)) {
                Shape shape = with(a.shape(), axis, (extent + 1) / 2);
                return graph.node(
                        "Slice",
                        NONE,
                        shape,
                        a.value(),
                        graph.longs(-1),
                        graph.longs(-extent - 1),
                        axes,
                        graph.longs(-2));
            }
            int start = graph.below(extent);
            Shape shape = with(a.shape(), axis, extent - start);
            return graph.node("Slice", NONE, shape, a.value(), graph.longs(start), graph.longs(99), axes);
        });
        add("Split", (graph, a) -> {
            int axis = graph.axis(a);
            int first = a.extent(axis) == 1 ? 1 : graph.between(1, a.extent(axis) - 1);
            Value parts = graph.longs(first, a.extent(axis) - first);
            Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(graph.written(axis, a)));
            return graph.node("Split", attributes, 2, with(a.shape(), axis, first), a.value(), parts);
        });
        add("Gather", (graph, a) -> {
            int axis = graph.axis(a);
            long[] indices = {graph.below(a.extent(axis)), -1, graph.below(a.extent(axis))};
            Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(graph.written(axis, a)));
            return graph.node("Gather", attributes, with(a.shape(), axis, 3), a.value(), graph.longs(indices));
        });
        add("TopK", (graph, a) -> {
            int axis = graph.axis(a);
            int k = graph.between(1, a.extent(axis));
            Map<String, Attribute> attributes = Map.of(
                    "axis", new Attribute.Int(graph.written(axis, a)), "largest", new Attribute.Int(graph.below(2)));
            return graph.node("TopK", attributes, 2, with(a.shape(), axis, k), a.value(), graph.longs(k));
        });
        add("GatherElements", (graph, a) -> {
            int axis = graph.axis(a);
            Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(graph.written(axis, a)));
            Shape shape = with(a.shape(), axis, 1);
            Value greatest = graph.node("ArgMax", attributes, shape, a.value()).value();
            return graph.node("GatherElements", attributes, shape, a.value(), greatest);
        });
        add("ScatterElements", (graph, a) -> {
            int axis = graph.axis(a);
            Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(graph.written(axis, a)));
            Sized mean = graph.mean(a, axis);
            Value greatest =
                    graph.node("ArgMax", attributes, mean.shape(), a.value()).value();
            Map<String, Attribute> scatter = new HashMap<>(attributes);
            scatter.put("reduction", new Attribute.Text(graph.coin(0.5) ? "none" : "add"));
            return graph.node("ScatterElements", scatter, a.shape(), a.value(), greatest, mean.value());
        });
    }

    /** By constant places, which would pick among the pictures of a free batch. */
    private void addIndexing() {
        generators.put("GatherND", new Generator((graph, a) -> !graph.isBatchFree() && a.rank() > 2, (graph, a) -> {
            Value places = graph.node(
                            "Reshape", NONE, Shape.of(2, 2), graph.longs(0, 0, 1, a.extent(1) - 1), graph.longs(2, 2))
                    .value();
            return graph.node("GatherND", NONE, without(a.shape(), 1), a.value(), places);
        }));
        generators.put("ScatterND", new Generator((graph, a) -> !graph.isBatchFree() && a.rank() == 2, (graph, a) -> {
            Value places = graph.node("Reshape", NONE, Shape.of(1, 1), graph.longs(1), graph.longs(1, 1))
                    .value();
            Value first = graph.node("Slice", NONE, with(a.shape(), 0, 1), a.value(), graph.longs(0), graph.longs(1))
                    .value();
            Attribute reduction = new Attribute.Text(graph.coin(0.5) ? "none" : "add");
            return graph.node(
                    "ScatterND",
                    Map.of("reduction", reduction),
                    a.shape(),
                    a.value(),
                    places,
                    graph.bounded(new Sized(first, with(a.shape(), 0, 1))).value());
        }));
    }

    private void addProducts() {
        add("MatMul", (graph, a) -> {
            int inner = a.extent(-1);
            int outer = graph.between(2, 4);
            Shape shape = with(a.shape(), a.rank() - 1, outer);
            return graph.node("MatMul", NONE, shape, a.value(), graph.weights(inner, inner, outer));
        });
        add("Gemm", (graph, a) -> {
            Sized flat = graph.ofRank(2, a);
            int inner = flat.extent(1);
            int outer = graph.between(3, 8);
            boolean isTransposed = graph.coin(0.5);
            Value weights = isTransposed ? graph.weights(inner, outer, inner) : graph.weights(inner, inner, outer);
            Map<String, Attribute> attributes =
                    Map.of("transB", new Attribute.Int(isTransposed ? 1 : 0), "alpha", new Attribute.Real(0.9f));
            return graph.node(
                    "Gemm", attributes, with(flat.shape(), 1, outer), flat.value(), weights, graph.factors(outer));
        });
        add("Einsum", (graph, a) -> {
            Sized tokens = graph.ofRank(3, a);
            Value other = graph.bounded(tokens).value();
            Map<String, Attribute> attributes = Map.of("equation", new Attribute.Text("nij,nkj->nik"));
            Shape shape = Shape.of(tokens.extent(0), tokens.extent(1), tokens.extent(1));
            return graph.node("Einsum", attributes, shape, tokens.value(), other);
        });
    }

    private void addWindows() {
        add("Conv", (graph, a) -> {
            Sized picture = graph.ofRank(4, a);
            int groups = graph.divisor(picture.extent(1));
            int inner = picture.extent(1) / groups;
            int outer = groups * graph.between(1, 2);
            Map<String, Attribute> attributes = window(graph, picture);
            attributes.put("group", new Attribute.Int(groups));
            long[] kernel = ints(attributes, "kernel_shape");
            int height = (int) kernel[0];
            int width = (int) kernel[1];
            Value weights = graph.weights(inner * height * width, outer, inner, height, width);
            return graph.node(
                    "Conv", attributes, with(windows(picture, attributes), 1, outer), picture.value(), weights);
        });
        grow("ConvTranspose", (graph, a) -> {
            Sized picture = graph.ofRank(4, a);
            int inner = picture.extent(1);
            int stride = graph.between(1, 2);
            Shape shape = with(with(picture.shape(), 1, 2), 2, stride * (picture.extent(2) - 1) + 2);
            return graph.node(
                    "ConvTranspose",
                    Map.of("strides", Attribute.Ints.of(stride, 1)),
                    shape,
                    picture.value(),
                    graph.weights(2 * inner, inner, 2, 2, 1));
        });
        for (String opType : List.of("MaxPool", "AveragePool", "LpPool")) {
            add(opType, (graph, a) -> {
                Sized picture = graph.ofRank(4, opType.equals("LpPool") ? graph.positive(a) : a);
                Map<String, Attribute> attributes = window(graph, picture);
                return graph.node(opType, attributes, windows(picture, attributes), picture.value());
            });
        }
        for (String opType : List.of("GlobalMaxPool", "GlobalAveragePool", "GlobalLpPool")) {
            add(opType, (graph, a) -> {
                Sized picture = graph.ofRank(4, opType.equals("GlobalLpPool") ? graph.positive(a) : a);
                Shape shape = with(with(picture.shape(), 2, 1), 3, 1);
                return graph.node(opType, NONE, shape, picture.value());
            });
        }
    }

    private static Map<String, Attribute> window(RandomGraph graph, Sized picture) {
        long height = graph.between(1, Math.min(3, picture.extent(2)));
        long width = graph.between(1, Math.min(3, picture.extent(3)));
        Map<String, Attribute> attributes = new HashMap<>();
        attributes.put("kernel_shape", Attribute.Ints.of(height, width));
        attributes.put("strides", Attribute.Ints.of(graph.between(1, 2), graph.between(1, 2)));
        attributes.put("pads", Attribute.Ints.of(height / 2, 0, 0, width / 2));
        return attributes;
    }

    private static Shape windows(Sized picture, Map<String, Attribute> window) {
        long[] kernel = ints(window, "kernel_shape");
        long[] strides = ints(window, "strides");
        int[] extents = picture.shape().dimensions();
        for (int axis = 0; axis < 2; axis++) {
            long reach = extents[axis + 2] + kernel[axis] / 2 - kernel[axis];
            extents[axis + 2] = (int) (reach / strides[axis]) + 1;
        }
        return Shape.of(extents);
    }

    private static long[] ints(Map<String, Attribute> attributes, String name) {
        return ((Attribute.Ints) Objects.requireNonNull(attributes.get(name)))
                .values().stream().mapToLong(Long::longValue).toArray();
    }

    static Shape without(Shape shape, int axis) {
        int[] extents = shape.dimensions();
        return Shape.of(IntStream.range(0, extents.length)
                .filter(at -> at != axis)
                .map(at -> extents[at])
                .toArray());
    }

    private static Shape inserted(Shape shape) {
        int[] extents = shape.dimensions();
        int[] longer = new int[extents.length + 1];
        longer[0] = extents[0];
        longer[1] = 1;
        System.arraycopy(extents, 1, longer, 2, extents.length - 1);
        return Shape.of(longer);
    }

    private void add(String opType, BiFunction<RandomGraph, Sized, Sized> make) {
        generators.put(opType, Generator.always(make));
    }

    private void grow(String opType, BiFunction<RandomGraph, Sized, Sized> make) {
        generators.put(opType, new Generator((graph, a) -> RandomGraph.mayGrow(a), make));
    }
}
