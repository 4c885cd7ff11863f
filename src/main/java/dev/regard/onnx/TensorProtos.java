package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Constants in the file's form: the part that reader and writer share. */
final class TensorProtos {

    private static final Set<DataType> REFUSED = EnumSet.of(
            DataType.COMPLEX64, DataType.COMPLEX128, DataType.FLOAT6E2M3, DataType.FLOAT6E3M2, DataType.OTHER);

    private TensorProtos() {}

    static TensorData read(TensorProto proto, ExternalData external) {
        DataType type = DataType.of(proto.getDataType());
        Shape shape = shape(proto);
        if (type == DataType.STRING) {
            return of(shape, proto.getStringDataList());
        }
        if (REFUSED.contains(type)) {
            throw new InvalidGraphException(
                    "the constant '%s' is of a type that is not supported (%s); floats of 4, 8 and 16 to 64 bits and whole numbers of 2 to 64 bits are"
                            .formatted(
                                    proto.getName(), type == DataType.OTHER ? "number " + proto.getDataType() : type));
        }
        ByteBuffer bytes = proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                ? external.read(proto, type.bytes(shape.size()))
                : bytes(proto, type);
        return new TensorData(type, shape, bytes);
    }

    private static Shape shape(TensorProto proto) {
        try {
            Shape shape = Shape.of(
                    proto.getDimsList().stream().mapToLong(Long::longValue).toArray());
            shape.size();
            return shape;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidGraphException(
                    "the constant '%s' has the impossible shape %s".formatted(proto.getName(), proto.getDimsList()), e);
        }
    }

    /** Texts, which stay in the file's own form. */
    static TensorData texts(Shape shape, List<String> texts) {
        return of(shape, texts.stream().map(ByteString::copyFromUtf8).toList());
    }

    private static TensorData of(Shape shape, List<ByteString> texts) {
        TensorProto proto = TensorProto.newBuilder().addAllStringData(texts).build();
        return new TensorData(DataType.STRING, shape, ByteBuffer.wrap(proto.toByteArray()));
    }

    /** The texts of a constant that holds such. */
    static List<String> texts(TensorData data) {
        return encoded(data).stream().map(ByteString::toStringUtf8).toList();
    }

    private static List<ByteString> encoded(TensorData data) {
        try {
            return TensorProto.parseFrom(data.bytes()).getStringDataList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a constant of texts is kept as it was read", e);
        }
    }

    static TensorProto write(String name, TensorData data) {
        if (data.type() == DataType.STRING) {
            return begin(name, data).addAllStringData(encoded(data)).build();
        }
        return begin(name, data)
                .setRawData(UnsafeByteOperations.unsafeWrap(data.bytes()))
                .build();
    }

    /** Says of the numbers only that they lie elsewhere; whoever loads it hands them over by name. */
    static TensorProto writeWithoutData(String name, TensorData data) {
        return begin(name, data)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("memory"))
                .build();
    }

    private static TensorProto.Builder begin(String name, TensorData data) {
        TensorProto.Builder builder =
                TensorProto.newBuilder().setName(name).setDataType(data.type().code());
        for (long extent : data.shape().toLongs()) {
            builder.addDims(extent);
        }
        return builder;
    }

    /** The file may hold numbers raw, or typed, and then small types widened to int32. */
    private static ByteBuffer bytes(TensorProto proto, DataType type) {
        ByteString raw = proto.getRawData();
        if (!raw.isEmpty()) {
            ByteBuffer bytes = TensorData.allocate(raw.size());
            raw.copyTo(bytes);
            return bytes.flip();
        }
        return switch (type) {
            case FLOAT -> {
                ByteBuffer bytes = TensorData.allocate(4 * proto.getFloatDataCount());
                proto.getFloatDataList().forEach(bytes::putFloat);
                yield bytes.flip();
            }
            case DOUBLE -> {
                ByteBuffer bytes = TensorData.allocate(8 * proto.getDoubleDataCount());
                proto.getDoubleDataList().forEach(bytes::putDouble);
                yield bytes.flip();
            }
            case INT64 -> {
                ByteBuffer bytes = TensorData.allocate(8 * proto.getInt64DataCount());
                proto.getInt64DataList().forEach(bytes::putLong);
                yield bytes.flip();
            }
            case UINT32, UINT64 -> {
                ByteBuffer bytes = TensorData.allocate(type.bytes() * proto.getUint64DataCount());
                proto.getUint64DataList().forEach(number -> put(bytes, type.bytes(), number));
                yield bytes.flip();
            }
            default -> {
                // What takes less than a byte is packed into bytes.
                int size = Math.max(1, type.bytes());
                ByteBuffer bytes = TensorData.allocate(size * proto.getInt32DataCount());
                proto.getInt32DataList().forEach(number -> put(bytes, size, number));
                yield bytes.flip();
            }
        };
    }

    private static void put(ByteBuffer bytes, int size, long number) {
        switch (size) {
            case 1 -> bytes.put((byte) number);
            case 2 -> bytes.putShort((short) number);
            case 4 -> bytes.putInt((int) number);
            default -> bytes.putLong(number);
        }
    }
}
