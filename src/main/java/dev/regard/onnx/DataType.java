package dev.regard.onnx;

import java.util.Arrays;

/** The element types of ONNX tensors that Regard meets, with their codes in {@code TensorProto.DataType}. */
public enum DataType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    STRING(8, 0),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    BFLOAT16(16, 2),
    /** Types that pass through unread, such as 4-bit integers. */
    OTHER(0, 0);

    private final int code;
    private final int bytes;

    DataType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The number that stands for this type in a file. */
    public int code() {
        return code;
    }

    /** Bytes of one element; 0 where elements have no fixed size. */
    public int bytes() {
        return bytes;
    }

    /** The type with this code, {@link #OTHER} where it is none of ours. */
    public static DataType of(int code) {
        return Arrays.stream(values())
                .filter(type -> type != OTHER && type.code == code)
                .findFirst()
                .orElse(OTHER);
    }
}
