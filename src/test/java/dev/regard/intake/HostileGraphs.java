package dev.regard.intake;

import static dev.regard.intake.SmallModel.FEATURES;
import static dev.regard.intake.SmallModel.alteredGraph;
import static dev.regard.intake.SmallModel.behindFeatures;
import static dev.regard.intake.SmallModel.longs;
import static dev.regard.intake.SmallModel.node;
import static dev.regard.intake.SmallModel.scalar;
import static dev.regard.intake.SmallModel.withInput;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Graphs that cannot be computed, or should not. */
final class HostileGraphs {

    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final long HUGE = 1L << 62;

    private HostileGraphs() {}

    static List<HostileModel> all() {
        Map<String, byte[]> atOnce = new TreeMap<>();
        domains(atOnce);
        absent(atOnce);
        sizes(atOnce);
        Map<String, byte[]> tried = new TreeMap<>();
        operators(tried);
        inputs(tried);
        structure(tried);
        constants(tried);
        memory(tried);
        List<HostileModel> all = new ArrayList<>();
        atOnce.forEach((name, bytes) -> all.add(HostileModel.of(name, bytes)));
        tried.forEach((name, bytes) -> all.add(HostileModel.of(name, bytes).tried()));
        return all;
    }

    private static void domains(Map<String, byte[]> graphs) {
        for (String domain : List.of("evil", "com.example.custom", "ai.onnx.contrib", "../../lib")) {
            graphs.put(
                    "an operator of the set " + domain,
                    behindFeatures(node("Steal", "altered", FEATURES).setDomain(domain)));
        }
        graphs.put("a name of a megabyte", behindFeatures(node("x".repeat(1 << 20), "altered", FEATURES)));
    }

    private static void operators(Map<String, byte[]> graphs) {
        graphs.put("an operator that the standard has not", behindFeatures(node("Frobnicate", "altered", FEATURES)));
        graphs.put("an operator without a name", behindFeatures(node("", "altered", FEATURES)));
        graphs.put("too few inputs", behindFeatures(node("Conv", "altered", FEATURES)));
        graphs.put("too many inputs", behindFeatures(node("Relu", "altered", FEATURES, FEATURES, FEATURES)));
        for (long version : new long[] {9999, 0, -1, HUGE, 1}) {
            graphs.put(
                    "operators of version " + version,
                    SmallModel.altered(model -> model.getOpsetImportBuilder(0).setVersion(version)));
        }
        graphs.put("no version of the operators", SmallModel.altered(model -> model.clearOpsetImport()));
        for (long version : new long[] {0, -1, HUGE}) {
            graphs.put("a file of version " + version, SmallModel.altered(model -> model.setIrVersion(version)));
        }
    }

    private static void inputs(Map<String, byte[]> graphs) {
        graphs.put("an input of a million by a million", withInput(1, 3, 1_000_000, 1_000_000));
        graphs.put("an input as wide as numbers go", withInput(1, 3, HUGE, HUGE));
        graphs.put("an input whose size overflows", withInput(1, 3, 65536, 65536));
        graphs.put("an input whose size overflows to one", withInput(1, 3, (1L << 32) + 1, (1L << 32) + 1));
        graphs.put("a batch without end", withInput(HUGE, 3, 32, 48));
        graphs.put("a batch of a billion", withInput(1_000_000_000, 3, 32, 48));
        graphs.put("channels without end", withInput(1, HUGE, 32, 48));
        graphs.put("an input of negative size", withInput(1, 3, -32, -48));
        graphs.put("an input as negative as numbers go", withInput(1, 3, Long.MIN_VALUE, Long.MIN_VALUE));
        graphs.put("an input without axes", withInput());
        graphs.put(
                "an input of a thousand axes",
                withInput(LongStream.generate(() -> 1).limit(1000).toArray()));
        graphs.put("an input of one pixel", withInput(1, 3, 1, 1));
        graphs.put("no input", alteredGraph(graph -> graph.clearInput()));
        graphs.put("two inputs of one name", alteredGraph(graph -> graph.addInput(graph.getInput(0))));
        graphs.put(
                "two pictures", alteredGraph(graph -> graph.addInput(SmallModel.value("second", FLOAT, 1, 3, 32, 48))));
        for (int type : new int[] {TensorProto.DataType.STRING_VALUE, TensorProto.DataType.BOOL_VALUE, 99, -1}) {
            graphs.put(
                    "an input of the type " + type,
                    alteredGraph(graph -> graph.setInput(0, SmallModel.value("input", type, 1, 3, 32, 48))));
        }
    }

    private static void absent(Map<String, byte[]> graphs) {
        graphs.put("no output", alteredGraph(graph -> graph.clearOutput()));
        graphs.put("no graph", SmallModel.altered(model -> model.clearGraph()));
    }

    private static void structure(Map<String, byte[]> graphs) {
        graphs.put("no node", alteredGraph(graph -> graph.clearNode()));
        graphs.put(
                "an output that nothing computes",
                alteredGraph(graph -> graph.getOutputBuilder(0).setName("nothing")));
        graphs.put(
                "an output that is the input",
                alteredGraph(graph -> graph.getOutputBuilder(0).setName("input")));
        graphs.put(
                "an output that is a constant",
                alteredGraph(graph -> graph.getOutputBuilder(0).setName("behind.2.bias")));
        graphs.put(
                "two values of one name",
                behindFeatures(node("Relu", "altered", FEATURES), node("Relu", "altered", FEATURES)));
        graphs.put(
                "a ring",
                behindFeatures(
                        node("Add", "one", FEATURES, "two"),
                        node("Relu", "two", "one"),
                        node("Relu", "altered", "two")));
        graphs.put("a node that reads itself", behindFeatures(node("Add", "altered", FEATURES, "altered")));
        graphs.put("nodes in no order", alteredGraph(HostileGraphs::reverse));
        graphs.put(
                "no class",
                alteredGraph(graph -> graph.setInitializer(0, zeros(graph.getInitializer(0), 0, 12))
                        .setInitializer(1, zeros(graph.getInitializer(1), 0))));
        graphs.put("the same node a thousand times", alteredGraph(graph -> {
            for (int i = 0; i < 1000; i++) {
                graph.addNode(graph.getNode(0));
            }
        }));
    }

    private static void reverse(GraphProto.Builder graph) {
        List<NodeProto> nodes = new ArrayList<>(graph.getNodeList().reversed());
        graph.clearNode().addAllNode(nodes);
    }

    private static TensorProto zeros(TensorProto like, long... dimensions) {
        TensorProto.Builder constant =
                like.toBuilder().clearDims().clearFloatData().setRawData(ByteString.EMPTY);
        LongStream.of(dimensions).forEach(constant::addDims);
        return constant.build();
    }

    private static void sizes(Map<String, byte[]> graphs) {
        graphs.put("a constant of a trillion numbers", dimensions(1L << 40));
        graphs.put("a constant whose size overflows to its own", dimensions((1L << 32) + 5, 12));
        graphs.put("a constant whose size overflows to nothing", dimensions(1L << 32, 1L << 32));
        graphs.put("a constant of negative size", dimensions(-5, 12));
        graphs.put("a constant of negative size twice", dimensions(-5, -12));
        graphs.put(
                "a constant of a hundred axes",
                dimensions(LongStream.generate(() -> 1).limit(100).toArray()));
    }

    private static void constants(Map<String, byte[]> graphs) {
        graphs.put("a constant of other dimensions", dimensions(12, 5));
        graphs.put("a constant that is larger than its numbers", dimensions(5, 13));
        for (int type : new int[] {0, TensorProto.DataType.STRING_VALUE, TensorProto.DataType.INT64_VALUE, 99, -1}) {
            graphs.put(
                    "a constant of the type " + type,
                    SmallModel.alteredConstant(constant -> constant.setDataType(type)));
        }
        graphs.put("a constant without numbers", SmallModel.alteredConstant(constant -> constant.clearRawData()));
        graphs.put(
                "a constant with half of its numbers",
                SmallModel.alteredConstant(constant -> constant.setRawData(
                        constant.getRawData().substring(0, constant.getRawData().size() / 2))));
        for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE}) {
            graphs.put("weights that are " + number, SmallModel.alteredConstant(constant -> {
                constant.clearRawData();
                for (int i = 0; i < 60; i++) {
                    constant.addFloatData(number);
                }
                return constant;
            }));
        }
        graphs.put("two constants of one name", alteredGraph(graph -> graph.addInitializer(graph.getInitializer(0))));
    }

    private static byte[] dimensions(long... dimensions) {
        return SmallModel.alteredConstant(constant -> {
            constant.clearDims();
            LongStream.of(dimensions).forEach(constant::addDims);
            return constant;
        });
    }

    /** What small nodes make of little. */
    private static void memory(Map<String, byte[]> graphs) {
        graphs.put("a constant filled to a hundred billion", alteredGraph(graph -> {
            graph.addInitializer(longs("size", 100_000, 1_000_000));
            SmallModel.insert(
                    graph,
                    node("ConstantOfShape", "filled", "size"),
                    node("ReduceMax", "greatest", "filled").addAttribute(number("keepdims", 0)),
                    node("Add", "altered", FEATURES, "greatest"));
        }));
        graphs.put("features expanded to a hundred billion", alteredGraph(graph -> {
            graph.addInitializer(longs("size", 100_000, 12, 32, 48));
            SmallModel.insert(graph, node("Expand", "altered", FEATURES, "size"));
        }));
        graphs.put("features tiled a billion times", alteredGraph(graph -> {
            graph.addInitializer(longs("times", 1, 1000, 1000, 1000));
            SmallModel.insert(graph, node("Tile", "altered", FEATURES, "times"));
        }));
        graphs.put("features padded by a million", alteredGraph(graph -> {
            graph.addInitializer(longs("pads", 0, 0, 1_000_000, 1_000_000, 0, 0, 0, 0));
            SmallModel.insert(graph, node("Pad", "altered", FEATURES, "pads"));
        }));
        graphs.put("a range to a hundred billion", alteredGraph(graph -> {
            graph.addInitializer(scalar("begin", 0))
                    .addInitializer(scalar("end", 100_000_000_000L))
                    .addInitializer(scalar("step", 1));
            SmallModel.insert(
                    graph,
                    node("Range", "range", "begin", "end", "step"),
                    node("ReduceMax", "greatest", "range").addAttribute(number("keepdims", 0)),
                    node("Cast", "float", "greatest").addAttribute(number("to", FLOAT)),
                    node("Add", "altered", FEATURES, "float"));
        }));
        graphs.put(
                "a kernel as wide as numbers go",
                alteredGraph(graph -> graph.setNode(
                        0,
                        graph.getNode(0).toBuilder()
                                .clearAttribute()
                                .addAttribute(numbers("pads", 0, 0, HUGE, HUGE))
                                .addAttribute(numbers("kernel_shape", HUGE, HUGE)))));
        graphs.put(
                "strides of nothing",
                alteredGraph(graph -> graph.setNode(
                        0, graph.getNode(0).toBuilder().clearAttribute().addAttribute(numbers("strides", 0, 0)))));
        graphs.put(
                "negative dilations",
                alteredGraph(graph -> graph.setNode(
                        0, graph.getNode(0).toBuilder().clearAttribute().addAttribute(numbers("dilations", -1, -1)))));
        graphs.put(
                "a list of a million numbers",
                alteredGraph(graph -> graph.setNode(
                        0,
                        graph.getNode(0).toBuilder()
                                .addAttribute(numbers(
                                        "pads", LongStream.range(0, 1_000_000).toArray())))));
    }

    static AttributeProto number(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(number)
                .build();
    }

    static AttributeProto numbers(String name, long... numbers) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        LongStream.of(numbers).forEach(attribute::addInts);
        return attribute.build();
    }
}
