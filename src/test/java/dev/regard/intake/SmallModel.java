package dev.regard.intake;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A classifier that works, of two convolutions and five classes, and what may be done to it. */
final class SmallModel {

    private static final Path FILE = Path.of("src/test/resources/goldens/linear_head/model.onnx");

    /** The value that a node may be put behind. */
    static final String FEATURES = "/before/before.5/Relu_output_0";

    /** Which node reads it. */
    private static final int POOL = 4;

    private SmallModel() {}

    static byte[] bytes() {
        try {
            return Files.readAllBytes(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelProto proto() {
        try {
            return ModelProto.parseFrom(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With another file around the same graph. */
    static byte[] altered(Consumer<ModelProto.Builder> change) {
        ModelProto.Builder model = proto().toBuilder();
        change.accept(model);
        return model.build().toByteArray();
    }

    static byte[] alteredGraph(Consumer<GraphProto.Builder> change) {
        return altered(model -> change.accept(model.getGraphBuilder()));
    }

    /** With the first constant changed. */
    static byte[] alteredConstant(UnaryOperator<TensorProto.Builder> change) {
        return alteredGraph(graph -> graph.setInitializer(0, change.apply(graph.getInitializer(0).toBuilder())));
    }

    /** With an input of this shape. */
    static byte[] withInput(long... dimensions) {
        return alteredGraph(graph -> graph.setInput(0, value("input", TensorProto.DataType.FLOAT_VALUE, dimensions)));
    }

    static ValueInfoProto value(String name, int type, long... dimensions) {
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(TensorShapeProto.getDefaultInstance());
        Arrays.stream(dimensions)
                .forEach(extent -> tensor.getShapeBuilder().addDimBuilder().setDimValue(extent));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static NodeProto.Builder node(String opType, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(opType)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    /** With nodes between the features and the pool, of which the last gives {@code altered}. */
    static byte[] behindFeatures(NodeProto.Builder... nodes) {
        return alteredGraph(graph -> insert(graph, nodes));
    }

    static void insert(GraphProto.Builder graph, NodeProto.Builder... nodes) {
        graph.setNode(POOL, graph.getNode(POOL).toBuilder().setInput(0, "altered"));
        for (int index = nodes.length - 1; index >= 0; index--) {
            graph.addNode(POOL, nodes[index]);
        }
    }

    static TensorProto longs(String name, long... numbers) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(numbers.length);
        Arrays.stream(numbers).forEach(tensor::addInt64Data);
        return tensor.build();
    }

    static TensorProto scalar(String name, long number) {
        return longs(name, number).toBuilder().clearDims().build();
    }
}
