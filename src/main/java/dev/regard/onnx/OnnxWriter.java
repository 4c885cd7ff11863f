package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Writes ONNX files. */
public final class OnnxWriter {

    /** Below 4 every constant would have to be listed among the inputs; 8 is what opset 15 came with. */
    private static final long MIN_IR_VERSION = 8;

    /** The version that opset 21 and numbers of 4 bits came with; a runtime refuses what is newer than itself. */
    private static final long MAX_IR_VERSION = 10;

    private OnnxWriter() {}

    /** The model as the bytes of a file. */
    public static byte[] write(Model model) {
        return write(model, model.graph().outputs(), Needed.all(model.graph()), Set.of());
    }

    /**
     * A model in two parts, for a runtime in this process.
     *
     * @param graph   the bytes of a file that says of each weight that it lies elsewhere
     * @param weights by name: the large constants that lie outside of the heap
     */
    @SuppressWarnings("ArrayRecordComponent") // made for one reader
    public record Parts(byte[] graph, Map<String, TensorData> weights) {}

    /** The model with these outputs instead of its own and what they need, without copying its weights. */
    public static Parts writeParts(Model model, Collection<Value> outputs) {
        Map<String, TensorData> weights = new HashMap<>();
        Needed needed = Needed.by(model.graph(), outputs);
        for (Value value : needed.constants()) {
            value.constant().filter(TensorData::isShared).ifPresent(data -> weights.put(value.name(), data));
        }
        return new Parts(write(model, outputs, needed, weights.keySet()), weights);
    }

    /** The model as the bytes of a file, with these outputs instead of its own and what they need. */
    public static byte[] write(Model model, Collection<Value> outputs) {
        return write(model, outputs, Needed.by(model.graph(), outputs), Set.of());
    }

    private static byte[] write(Model model, Collection<Value> outputs, Needed needed, Set<String> elsewhere) {
        ModelProto.Builder builder = ModelProto.newBuilder()
                .setIrVersion(Math.clamp(model.irVersion(), MIN_IR_VERSION, MAX_IR_VERSION))
                .setProducerName("regard")
                .setGraph(write(model.graph(), outputs, needed, elsewhere));
        model.opsets()
                .forEach((domain, version) -> builder.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        model.metadata()
                .forEach((key, value) -> builder.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return builder.build().toByteArray();
    }

    private static GraphProto write(Graph graph, Collection<Value> outputs, Needed needed, Set<String> elsewhere) {
        GraphProto.Builder builder = GraphProto.newBuilder().setName("graph");
        NodeWriter nodes = new NodeWriter(graph);
        graph.inputs().forEach(input -> builder.addInput(write(input)));
        for (Value value : needed.constants()) {
            value.constant()
                    .map(data -> elsewhere.contains(value.name())
                            ? TensorProtos.writeWithoutData(value.name(), data)
                            : TensorProtos.write(value.name(), data))
                    .ifPresent(builder::addInitializer);
        }
        needed.nodes().forEach(node -> builder.addNode(nodes.write(node)));
        // ONNX Runtime infers the types of outputs: a name is enough.
        outputs.forEach(output -> builder.addOutput(ValueInfoProto.newBuilder().setName(output.name())));
        return builder.build();
    }

    private static ValueInfoProto write(Graph.GraphInput input) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long extent : input.dimensions()) {
            TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
            if (extent > 0) {
                dimension.setDimValue(extent);
            }
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(input.type().code()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(input.value().name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
