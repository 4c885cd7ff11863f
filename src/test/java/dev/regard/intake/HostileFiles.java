package dev.regard.intake;

import static dev.regard.intake.SmallModel.FEATURES;
import static dev.regard.intake.SmallModel.alteredGraph;
import static dev.regard.intake.SmallModel.node;
import static dev.regard.intake.SmallModel.scalar;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files that are no models, or meant to take the reader down. */
final class HostileFiles {

    private HostileFiles() {}

    static List<HostileModel> all() {
        List<HostileModel> files = new ArrayList<>();
        files.addAll(externalData());
        files.addAll(List.of(
                HostileModel.of("graphs nested ten thousand deep", nested(10_000)),
                HostileModel.of("graphs nested as deep as can be read", nested(29))
                        .tried(),
                HostileModel.of("groups nested a million deep", repeated((byte) 0x53, 1_000_000)),
                new HostileModel("ten million nodes", HostileFiles::tenMillionNodes),
                new HostileModel("a node with five million inputs", HostileFiles::fiveMillionInputs),
                HostileModel.of(
                        "a text of 17 megabytes",
                        SmallModel.altered(model -> model.addMetadataProps(StringStringEntryProto.newBuilder()
                                .setKey("names")
                                .setValue("x".repeat(17 << 20))))),
                HostileModel.of("nothing", new byte[0]),
                HostileModel.of("one byte", new byte[] {8}),
                HostileModel.of("zeros", new byte[100_000]),
                HostileModel.of("ones", repeated((byte) 0xff, 100_000)),
                HostileModel.of("a page of the web", "<!doctype html><title>404</title>".getBytes(UTF_8)),
                HostileModel.of(
                        "a pointer of Git LFS",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n".getBytes(UTF_8)),
                HostileModel.of(
                        "a picture",
                        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'}),
                HostileModel.of(
                        "a pickle",
                        new byte[] {(byte) 0x80, 2, 'c', 'o', 's', '\n', 's', 'y', 's', 't', 'e', 'm', '\n', '.'}),
                HostileModel.of("a program", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}),
                HostileModel.of(
                        "a message that is longer than the file",
                        new byte[] {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f}),
                HostileModel.of(
                        "a message of negative length", new byte[] {0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1})));
        return files;
    }

    private static byte[] repeated(byte value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private static List<HostileModel> externalData() {
        List<HostileModel> models = new ArrayList<>();
        for (String location : List.of(
                "../../etc/passwd",
                "/etc/passwd",
                "/proc/self/environ",
                "/dev/zero",
                "C:\\Windows\\win.ini",
                "..",
                ".",
                "",
                "a\0b",
                "x".repeat(100_000),
                "*/_ORT_MEM_ADDR_/*",
                "http://127.0.0.1/")) {
            String name = location.length() > 40 ? "a long name" : location.replace("\0", "NUL");
            models.add(HostileModel.of("weights at '" + name + "'", external(location, "0", "240")));
        }
        for (String[] place : new String[][] {
            {"-1", "240"}, {"0", "-240"}, {"0", "9223372036854775807"}, {"9223372036854775807", "240"}, {"x", "y"}
        }) {
            models.add(HostileModel.of(
                            "weights at %s of length %s".formatted(place[0], place[1]),
                            external("model.onnx", place[0], place[1]))
                    .tried());
        }
        models.add(HostileModel.of("weights of a subgraph elsewhere", externalInSubgraph("/etc/passwd")));
        models.add(HostileModel.of("weights of a subgraph in memory", externalInSubgraph("*/_ORT_MEM_ADDR_/*")));
        return models;
    }

    private static byte[] external(String location, String offset, String length) {
        return SmallModel.alteredConstant(constant -> elsewhere(constant.clearRawData(), location, offset, length));
    }

    private static TensorProto.Builder elsewhere(
            TensorProto.Builder constant, String location, String offset, String length) {
        return constant.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("offset").setValue(offset))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("length").setValue(length));
    }

    private static byte[] externalInSubgraph(String location) {
        TensorProto.Builder stolen = TensorProto.newBuilder()
                .setName("stolen")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(1);
        GraphProto branch = GraphProto.newBuilder()
                .setName("branch")
                .addInitializer(elsewhere(stolen, location, "0", "4"))
                .addNode(node("Add", "sum", FEATURES, "stolen"))
                .addOutput(SmallModel.value("sum", TensorProto.DataType.FLOAT_VALUE))
                .build();
        return conditional(branch);
    }

    private static byte[] conditional(GraphProto branch) {
        return alteredGraph(graph -> {
            graph.addInitializer(condition());
            SmallModel.insert(
                    graph,
                    node("If", "altered", "condition")
                            .addAttribute(subgraph("then_branch", branch))
                            .addAttribute(subgraph("else_branch", branch)));
        });
    }

    private static TensorProto condition() {
        return TensorProto.newBuilder()
                .setName("condition")
                .setDataType(TensorProto.DataType.BOOL_VALUE)
                .addInt32Data(1)
                .build();
    }

    private static AttributeProto subgraph(String name, GraphProto graph) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(graph)
                .build();
    }

    /** A loop over a loop, each with more turns than there is time. */
    static byte[] endlessLoop() {
        GraphProto body = GraphProto.newBuilder()
                .setName("body")
                .addInput(SmallModel.value("turn", TensorProto.DataType.INT64_VALUE))
                .addInput(SmallModel.value("goes_on", TensorProto.DataType.BOOL_VALUE))
                .addInput(SmallModel.value("before", TensorProto.DataType.FLOAT_VALUE))
                .addNode(node("Identity", "goes_on_again", "goes_on"))
                .addNode(node("Relu", "after", "before"))
                .addOutput(SmallModel.value("goes_on_again", TensorProto.DataType.BOOL_VALUE))
                .addOutput(SmallModel.value("after", TensorProto.DataType.FLOAT_VALUE))
                .build();
        return alteredGraph(graph -> {
            graph.addInitializer(scalar("turns", 1L << 62));
            SmallModel.insert(
                    graph, node("Loop", "altered", "turns", "", FEATURES).addAttribute(subgraph("body", body)));
        });
    }

    private static byte[] nested(int depth) {
        ByteString graph = GraphProto.newBuilder()
                .setName("inner")
                .addNode(node("Relu", "sum", FEATURES))
                .addOutput(SmallModel.value("sum", TensorProto.DataType.FLOAT_VALUE))
                .build()
                .toByteString();
        ByteString end = GraphProto.newBuilder()
                .setName("outer")
                .addOutput(SmallModel.value("sum", TensorProto.DataType.FLOAT_VALUE))
                .build()
                .toByteString();
        for (int level = 0; level < depth; level++) {
            ByteString attribute = wrapped(AttributeProto.G_FIELD_NUMBER, graph)
                    .concat(AttributeProto.newBuilder()
                            .setName("then_branch")
                            .setType(AttributeType.GRAPH)
                            .build()
                            .toByteString());
            ByteString inner = wrapped(NodeProto.ATTRIBUTE_FIELD_NUMBER, attribute)
                    .concat(node("If", "sum", "condition").build().toByteString());
            graph = wrapped(GraphProto.NODE_FIELD_NUMBER, inner).concat(end);
        }
        return ByteString.copyFrom(alteredGraph(given -> given.addInitializer(condition())))
                .concat(wrapped(ModelProto.GRAPH_FIELD_NUMBER, graph))
                .toByteArray();
    }

    private static ByteString wrapped(int field, ByteString message) {
        byte[] head = HostileModel.bytes(output -> {
            CodedOutputStream coded = CodedOutputStream.newInstance(output);
            coded.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            coded.writeUInt32NoTag(message.size());
            coded.flush();
        });
        return ByteString.copyFrom(head).concat(message);
    }

    static void tenMillionNodes(OutputStream output) throws IOException {
        int nodes = 10_000_000;
        output.write(SmallModel.bytes());
        CodedOutputStream coded = CodedOutputStream.newInstance(output);
        coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        coded.writeUInt32NoTag(5 * nodes);
        for (int i = 0; i < nodes; i++) {
            coded.writeRawBytes(new byte[] {0x0a, 3, 0x22, 1, 'A'});
        }
        coded.flush();
    }

    private static void fiveMillionInputs(OutputStream output) throws IOException {
        int inputs = 5_000_001;
        output.write(SmallModel.bytes());
        CodedOutputStream coded = CodedOutputStream.newInstance(output);
        coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        coded.writeUInt32NoTag(2 * inputs + 1 + CodedOutputStream.computeUInt32SizeNoTag(2 * inputs));
        coded.writeTag(GraphProto.NODE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        coded.writeUInt32NoTag(2 * inputs);
        for (int i = 0; i < inputs; i++) {
            coded.writeRawBytes(new byte[] {0x0a, 0});
        }
        coded.flush();
    }
}
