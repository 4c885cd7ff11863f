package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Counts what a file holds before it is read: reading takes a hundred times the memory of the bytes. */
final class FileScan {

    /** The largest networks have some ten thousand. */
    private static final int MOST_PARTS = 300_000;

    private int parts;

    private FileScan() {}

    /** Throws an {@link InvalidGraphException} where there are too many nodes, constants or names. */
    static void check(ByteString file) throws IOException {
        new FileScan().scan(file.newCodedInput(), ModelProto.GRAPH_FIELD_NUMBER);
    }

    /** @param inner the field whose own fields are counted as well; 0: none */
    private void scan(CodedInputStream input, int inner) throws IOException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            boolean isMessage = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (isMessage && WireFormat.getTagFieldNumber(tag) == inner) {
                int end = input.pushLimit(input.readRawVarint32());
                scan(input, 0);
                input.popLimit(end);
            } else {
                count(inner == 0 ? WireFormat.getTagFieldNumber(tag) : 0);
                input.skipField(tag);
            }
        }
    }

    private void count(int field) {
        if (++parts > MOST_PARTS) {
            throw new InvalidGraphException("its graph has more than %,d parts%s"
                    .formatted(MOST_PARTS, field == GraphProto.NODE_FIELD_NUMBER ? ", most of them nodes" : ""));
        }
    }
}
