package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
                GraphBuilder.of(NodeOrder.sorted(Functions.inlined(proto)), external)
                        .build());
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
}
