package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads ONNX files. Functions of their own are put in the place of their calls. */
public final class OnnxReader {

    private OnnxReader() {}

    /**
     * Reads a model from a file, and what lies in files beside it.
     *
     * @throws IOException           where the file cannot be read
     * @throws InvalidGraphException where it is no ONNX model
     */
    public static Model read(Path file) throws IOException {
        return read(bytes(file), ExternalData.in(file.getParent()));
    }

    /**
     * Which operators a file uses, its own functions aside. Looks through it in little memory, and constructs nothing.
     *
     * @throws IOException           where the file cannot be read
     * @throws InvalidGraphException where it is no ONNX model, or one that would do harm when it is read
     */
    public static Set<Operator> operators(Path file) throws IOException {
        return scan(bytes(file), ExternalData.in(file.getParent()));
    }

    /** Mapped, so that the bytes pass through no memory of ours on the way into the constants. */
    private static ByteString bytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new InvalidGraphException(
                        "the file takes %d bytes; a model in one file takes at most 2 GB".formatted(channel.size()));
            }
            return UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    /**
     * Reads a model from the bytes of a file.
     *
     * @throws InvalidGraphException where it is no ONNX model
     */
    public static Model read(byte[] bytes) {
        return read(UnsafeByteOperations.unsafeWrap(bytes), ExternalData.none());
    }

    private static Model read(ByteString bytes, ExternalData external) {
        scan(bytes, external);
        ModelProto proto = parse(bytes);
        return new Model(
                proto.getIrVersion(),
                proto.getProducerName(),
                opsets(proto),
                metadata(proto),
                new GraphBuilder(NodeOrder.sorted(Functions.inlined(proto)), external).build());
    }

    private static Set<Operator> scan(ByteString bytes, ExternalData external) {
        return parsed(() -> FileScan.check(bytes, external));
    }

    private static ModelProto parse(ByteString bytes) {
        return parsed(() -> {
            CodedInputStream input = bytes.newCodedInput();
            input.enableAliasing(true);
            return ModelProto.parseFrom(input);
        });
    }

    private interface Parsing<T> {
        T parse() throws IOException;
    }

    private static <T> T parsed(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidGraphException("the file is no ONNX model, or is cut off", e);
        } catch (IOException e) {
            throw new InvalidGraphException("the file cannot be read as an ONNX model", e);
        }
    }

    private static Map<String, Integer> opsets(ModelProto proto) {
        Map<String, Integer> opsets = new HashMap<>();
        for (OperatorSetIdProto opset : proto.getOpsetImportList()) {
            if (opset.getVersion() < 1 || opset.getVersion() > Integer.MAX_VALUE) {
                throw new InvalidGraphException("it is written in version %d of the operators '%s', which cannot be"
                        .formatted(opset.getVersion(), standard(opset.getDomain())));
            }
            opsets.put(standard(opset.getDomain()), (int) opset.getVersion());
        }
        return opsets;
    }

    private static Map<String, String> metadata(ModelProto proto) {
        Map<String, String> metadata = new HashMap<>();
        for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return metadata;
    }

    /** The standard's domain has two names. */
    static String standard(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    /** Builds one graph; values are found by name while it is read and never after. */
    private static final class GraphBuilder {

        private final GraphProto proto;
        private final ExternalData external;
        private final Graph graph = new Graph();

        GraphBuilder(GraphProto proto, ExternalData external) {
            this.proto = proto;
            this.external = external;
        }

        Graph build() {
            Set<String> constants = new HashSet<>();
            for (TensorProto tensor : proto.getInitializerList()) {
                requireNew(tensor.getName());
                constants.add(tensor.getName());
                graph.addConstant(tensor.getName(), TensorProtos.read(tensor, external));
            }
            for (ValueInfoProto input : proto.getInputList()) {
                // Before IR version 4 constants are listed among the inputs as well.
                if (!constants.contains(input.getName())) {
                    addInput(input);
                }
            }
            proto.getNodeList().forEach(this::addNode);
            for (ValueInfoProto output : proto.getOutputList()) {
                graph.addOutput(find(output.getName(), "the graph's outputs"));
            }
            return graph;
        }

        /** The graph takes names as wishes: what the file names twice would silently become two values. */
        private void requireNew(String name) {
            if (graph.value(name).isPresent()) {
                throw new InvalidGraphException("two values are called '" + name + "'");
            }
        }

        private void addInput(ValueInfoProto input) {
            requireNew(input.getName());
            TypeProto.Tensor type = input.getType().getTensorType();
            List<Long> dimensions = type.getShape().getDimList().stream()
                    .map(dimension -> dimension.getDimValue() > 0 ? dimension.getDimValue() : -1L)
                    .toList();
            graph.addInput(input.getName(), DataType.of(type.getElemType()), dimensions);
        }

        private void addNode(NodeProto node) {
            List<@Nullable Value> inputs = new ArrayList<>();
            for (String name : node.getInputList()) {
                inputs.add(name.isEmpty() ? null : find(name, node.getOpType() + " '" + node.getName() + "'"));
            }
            Map<String, Attribute> attributes = new HashMap<>();
            for (AttributeProto attribute : node.getAttributeList()) {
                attributes.put(attribute.getName(), read(attribute));
            }
            graph.readNode(
                    node.getName(),
                    standard(node.getDomain()),
                    node.getOpType(),
                    inputs,
                    List.copyOf(node.getOutputList()),
                    attributes);
        }

        private Value find(String name, String reader) {
            return graph.value(name)
                    .orElseThrow(
                            () -> new InvalidGraphException(reader + " reads '" + name + "', which nothing produces"));
        }

        private Attribute read(AttributeProto attribute) {
            return switch (attribute.getType()) {
                case INT -> new Attribute.Int(attribute.getI());
                case FLOAT -> new Attribute.Real(attribute.getF());
                case STRING -> new Attribute.Text(attribute.getS().toStringUtf8());
                case FLOATS -> new Attribute.Reals(attribute.getFloatsList());
                case INTS -> new Attribute.Ints(attribute.getIntsList());
                case TENSOR -> new Attribute.Tensor(TensorProtos.read(attribute.getT(), external));
                default -> new Attribute.Opaque(attribute.toByteArray());
            };
        }
    }
}
