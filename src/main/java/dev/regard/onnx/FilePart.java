package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;

/** The messages of the file's format that can hold many others. */
enum FilePart {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    CONSTANT,
    SPARSE_CONSTANT;

    /** What a field with this tag holds; null where it is none of these. */
    @Nullable
    FilePart inner(int tag) {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            return null;
        }
        int field = WireFormat.getTagFieldNumber(tag);
        return switch (this) {
            case MODEL -> ofModel(field);
            case GRAPH -> ofGraph(field);
            case FUNCTION -> ofFunction(field);
            case NODE -> field == NodeProto.ATTRIBUTE_FIELD_NUMBER ? ATTRIBUTE : null;
            case ATTRIBUTE -> ofAttribute(field);
            case SPARSE_CONSTANT -> field == SparseTensorProto.DIMS_FIELD_NUMBER ? null : CONSTANT;
            case CONSTANT -> null;
        };
    }

    private static @Nullable FilePart ofModel(int field) {
        return switch (field) {
            case ModelProto.GRAPH_FIELD_NUMBER -> GRAPH;
            case ModelProto.FUNCTIONS_FIELD_NUMBER -> FUNCTION;
            default -> null;
        };
    }

    private static @Nullable FilePart ofGraph(int field) {
        return switch (field) {
            case GraphProto.NODE_FIELD_NUMBER -> NODE;
            case GraphProto.INITIALIZER_FIELD_NUMBER -> CONSTANT;
            case GraphProto.SPARSE_INITIALIZER_FIELD_NUMBER -> SPARSE_CONSTANT;
            default -> null;
        };
    }

    private static @Nullable FilePart ofFunction(int field) {
        return switch (field) {
            case FunctionProto.NODE_FIELD_NUMBER -> NODE;
            case FunctionProto.ATTRIBUTE_PROTO_FIELD_NUMBER -> ATTRIBUTE;
            default -> null;
        };
    }

    private static @Nullable FilePart ofAttribute(int field) {
        return switch (field) {
            case AttributeProto.G_FIELD_NUMBER, AttributeProto.GRAPHS_FIELD_NUMBER -> GRAPH;
            case AttributeProto.T_FIELD_NUMBER, AttributeProto.TENSORS_FIELD_NUMBER -> CONSTANT;
            case AttributeProto.SPARSE_TENSOR_FIELD_NUMBER, AttributeProto.SPARSE_TENSORS_FIELD_NUMBER ->
                SPARSE_CONSTANT;
            default -> null;
        };
    }
}
