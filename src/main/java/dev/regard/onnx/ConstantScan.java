package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a look at one constant tells without its numbers: how many it claims to have, and where they lie. */
final class ConstantScan {

    /** More than any path has. */
    private static final int LONGEST_ENTRY = 8192;

    /** More than any constant has. */
    private static final int MOST_AXES = 64;

    private String name = "";
    private double numbers = 1;
    private int axes;
    private long least;
    private boolean isExternal;
    private @Nullable String location;

    private ConstantScan() {}

    /**
     * Looks at a constant up to the limit of the input.
     *
     * @param external where its numbers may lie; null where they may lie in the file itself only
     */
    static void check(CodedInputStream input, @Nullable ExternalData external) throws IOException {
        ConstantScan constant = new ConstantScan();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            constant.read(input, tag);
        }
        if (constant.least < 0 || constant.axes > MOST_AXES) {
            throw new InvalidGraphException("the constant '%s' has an impossible shape: %d axes, one of %d"
                    .formatted(constant.name, constant.axes, constant.least));
        } else if (constant.numbers > Integer.MAX_VALUE) {
            throw new InvalidGraphException(
                    "the constant '%s' says that it has %.3g numbers".formatted(constant.name, constant.numbers));
        }
        constant.checkPlace(external);
    }

    private void read(CodedInputStream input, int tag) throws IOException {
        boolean isList = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        boolean isNumber = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT;
        int field = WireFormat.getTagFieldNumber(tag);
        if (field == TensorProto.DIMS_FIELD_NUMBER && isList) {
            int end = input.pushLimit(input.readRawVarint32());
            while (input.getBytesUntilLimit() > 0) {
                multiply(input.readInt64());
            }
            input.popLimit(end);
        } else if (field == TensorProto.DIMS_FIELD_NUMBER && isNumber) {
            multiply(input.readInt64());
        } else if (field == TensorProto.NAME_FIELD_NUMBER && isList) {
            name = FileScan.text(input.readBytes());
        } else if (field == TensorProto.DATA_LOCATION_FIELD_NUMBER && isNumber) {
            isExternal |= input.readEnum() == TensorProto.DataLocation.EXTERNAL_VALUE;
        } else if (field == TensorProto.EXTERNAL_DATA_FIELD_NUMBER && isList) {
            readEntry(input.readBytes());
        } else {
            input.skipField(tag);
        }
    }

    private void multiply(long extent) {
        // Told in the end, as the name stands behind the shape.
        least = Math.min(least, extent);
        axes++;
        numbers *= extent;
    }

    private void readEntry(ByteString bytes) throws IOException {
        if (bytes.size() > LONGEST_ENTRY) {
            throw new InvalidGraphException(
                    "the constant '%s' lies in a file whose name has %,d bytes".formatted(name, bytes.size()));
        }
        StringStringEntryProto entry = StringStringEntryProto.parseFrom(bytes);
        // The first counts, as when it is read.
        if (entry.getKey().equals(ExternalData.LOCATION) && location == null) {
            location = entry.getValue();
        }
    }

    /** ONNX Runtime reads lists of constants itself, and what it reads must not be anybody's files. */
    private void checkPlace(@Nullable ExternalData external) {
        if (external == null && (isExternal || location != null)) {
            throw new InvalidGraphException(
                    "the constant '%s' of a list lies in a file of its own, which is not supported".formatted(name));
        } else if (external != null && isExternal) {
            external.check(name, location == null ? "" : location);
        }
    }
}
