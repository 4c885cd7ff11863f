package dev.regard.onnx;

import java.util.Arrays;

/** The element types of ONNX tensors, with their codes in {@code TensorProto.DataType}. */
public enum DataType {
    FLOAT(1, 32),
    UINT8(2, 8),
    INT8(3, 8),
    UINT16(4, 16),
    INT16(5, 16),
    INT32(6, 32),
    INT64(7, 64),
    STRING(8, 0),
    BOOL(9, 8),
    FLOAT16(10, 16),
    DOUBLE(11, 64),
    UINT32(12, 32),
    UINT64(13, 64),
    COMPLEX64(14, 64),
    COMPLEX128(15, 128),
    BFLOAT16(16, 16),
    FLOAT8E4M3FN(17, 8),
    FLOAT8E4M3FNUZ(18, 8),
    FLOAT8E5M2(19, 8),
    FLOAT8E5M2FNUZ(20, 8),
    UINT4(21, 4),
    INT4(22, 4),
    FLOAT4E2M1(23, 4),
    FLOAT8E8M0(24, 8),
    UINT2(25, 2),
    INT2(26, 2),
    FLOAT6E2M3(27, 6),
    FLOAT6E3M2(28, 6),
    /** Types of which nothing is known. */
    OTHER(0, 0);

    private final int code;
    private final int bits;

    DataType(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The number that stands for this type in a file. */
    public int code() {
        return code;
    }

    /** Bits of one element; 0 where elements have no fixed size. */
    public int bits() {
        return bits;
    }

    /** Bytes of one element; 0 where it takes less than one, or elements have no fixed size. */
    public int bytes() {
        return bits / 8;
    }

    /** Bytes of so many elements, which are packed where one takes less than a byte. */
    long bytes(long count) {
        return (count * bits + 7) / 8;
    }

    /** The type with this code, {@link #OTHER} where it is none of ours. */
    public static DataType of(int code) {
        return Arrays.stream(values())
                .filter(type -> type != OTHER && type.code == code)
                .findFirst()
                .orElse(OTHER);
    }
}
