package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks through a file before it is read: reading takes a hundred times the memory of the bytes. Itself it takes little, and
 * as much time as going through the file once.
 */
final class FileScan {

    /** The largest networks have some ten thousand. */
    private static final int MOST_PARTS = 300_000;

    /** Names, attributes and notes of all nodes: the largest networks have a million. */
    private static final int MOST_DETAILS = 5_000_000;

    /** As protobuf and ONNX Runtime read no more than 100 messages within each other, and a graph takes three. */
    private static final int DEEPEST = 90;

    /** Texts that exporters leave; what is longer carries something else. */
    private static final int LONGEST_METADATA = 16 << 20;

    private static final int LONGEST_NAME = 1000;
    private static final int MOST_OPERATORS = 10_000;

    private final ExternalData external;
    private final Set<Operator> operators = new HashSet<>();
    private final Set<Operator> functions = new HashSet<>();
    private boolean hasOutputs;
    private int parts;
    private int details;

    private FileScan(ExternalData external) {
        this.external = external;
    }

    /**
     * Which operators a file uses, its own functions aside.
     *
     * @throws InvalidGraphException where it cannot be a model, or reading it would do harm
     */
    static Set<Operator> check(ByteString file, ExternalData external) throws IOException {
        FileScan scan = new FileScan(external);
        CodedInputStream input = file.newCodedInput();
        // Bytes are looked at where they lie.
        input.enableAliasing(true);
        scan.scan(input, FilePart.MODEL, 0);
        if (!scan.hasOutputs) {
            throw new InvalidGraphException("the file holds no ONNX graph with outputs");
        }
        scan.operators.removeAll(scan.functions);
        return scan.operators;
    }

    private void scan(CodedInputStream input, FilePart part, int depth) throws IOException {
        String name = "";
        String domain = "";
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            count(part, tag, depth);
            FilePart inner = part.inner(tag);
            if (inner != null) {
                enter(input, inner, isReadByUs(part, tag), depth + 1);
            } else if (isText(tag, nameField(part))) {
                name = named(input);
            } else if (isText(tag, domainField(part))) {
                domain = named(input);
            } else if (part == FilePart.MODEL && isText(tag, ModelProto.METADATA_PROPS_FIELD_NUMBER)) {
                skipMetadata(input);
            } else {
                input.skipField(tag);
            }
        }
        note(part, new Operator(OnnxReader.standard(domain), name));
    }

    private void enter(CodedInputStream input, FilePart inner, boolean isReadByUs, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidGraphException("its graphs are nested too deeply");
        }
        int end = input.pushLimit(input.readRawVarint32());
        if (inner == FilePart.CONSTANT) {
            ConstantScan.check(input, isReadByUs ? external : null);
        } else {
            scan(input, inner, depth);
        }
        input.popLimit(end);
    }

    /** Constants of graphs, and single ones in attributes of their nodes; all others ONNX Runtime reads. */
    private static boolean isReadByUs(FilePart part, int tag) {
        return switch (part) {
            case GRAPH -> true;
            case ATTRIBUTE -> WireFormat.getTagFieldNumber(tag) == AttributeProto.T_FIELD_NUMBER;
            default -> false;
        };
    }

    private static int nameField(FilePart part) {
        return switch (part) {
            case NODE -> NodeProto.OP_TYPE_FIELD_NUMBER;
            case FUNCTION -> FunctionProto.NAME_FIELD_NUMBER;
            default -> 0;
        };
    }

    private static int domainField(FilePart part) {
        return switch (part) {
            case NODE -> NodeProto.DOMAIN_FIELD_NUMBER;
            case FUNCTION -> FunctionProto.DOMAIN_FIELD_NUMBER;
            default -> 0;
        };
    }

    private static boolean isText(int tag, int field) {
        return WireFormat.getTagFieldNumber(tag) == field
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private static String named(CodedInputStream input) throws IOException {
        ByteString name = input.readBytes();
        if (name.size() > LONGEST_NAME) {
            throw new InvalidGraphException("an operator has a name of %,d bytes".formatted(name.size()));
        }
        return name.toStringUtf8();
    }

    /** A name for a sentence. */
    static String text(ByteString name) {
        return name.size() > LONGEST_NAME
                ? name.substring(0, LONGEST_NAME / 10).toStringUtf8() + "…"
                : name.toStringUtf8();
    }

    private static void skipMetadata(CodedInputStream input) throws IOException {
        int size = input.readRawVarint32();
        if (size > LONGEST_METADATA) {
            throw new InvalidGraphException("a text in its metadata takes %,d bytes".formatted(size));
        }
        input.skipRawBytes(size);
    }

    private void note(FilePart part, Operator operator) {
        switch (part) {
            case NODE -> operators.add(operator);
            case FUNCTION -> functions.add(operator);
            default -> {}
        }
        if (operators.size() > MOST_OPERATORS || functions.size() > MOST_OPERATORS) {
            throw new InvalidGraphException("its graph uses more than %,d operators".formatted(MOST_OPERATORS));
        }
    }

    private void count(FilePart part, int tag, int depth) {
        int field = WireFormat.getTagFieldNumber(tag);
        hasOutputs |= part == FilePart.GRAPH && depth == 1 && field == GraphProto.OUTPUT_FIELD_NUMBER;
        boolean isNode = part == FilePart.GRAPH && field == GraphProto.NODE_FIELD_NUMBER;
        if (part.compareTo(FilePart.FUNCTION) <= 0 && ++parts > MOST_PARTS) {
            throw new InvalidGraphException(
                    "its graph has more than %,d parts%s".formatted(MOST_PARTS, isNode ? ", most of them nodes" : ""));
        } else if (++details > MOST_DETAILS) {
            throw new InvalidGraphException(
                    "its nodes have more than %,d names and attributes".formatted(MOST_DETAILS));
        }
    }
}
