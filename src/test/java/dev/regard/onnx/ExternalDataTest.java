package dev.regard.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constants in files beside the model. */
class ExternalDataTest {

    @TempDir
    Path folder;

    private Path models;

    @BeforeEach
    void write() throws IOException {
        models = Files.createDirectory(folder.resolve("models"));
        ByteBuffer numbers = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            numbers.putFloat(i);
        }
        Files.write(models.resolve("weights.bin"), numbers.array());
        Files.write(folder.resolve("outside.bin"), numbers.array());
    }

    @Test
    void areReadFromWhereTheModelSays() throws IOException {
        Model model = OnnxReader.read(model("weights.bin", 8, 12));
        TensorData weights = model.graph().value("w").orElseThrow().constant().orElseThrow();
        assertThat(weights.toFloats()).containsExactly(2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "../outside.bin, 0, 12, not in the model's folder",
        "link.bin, 0, 12, not in the model's folder",
        "nowhere.bin, 0, 12, not in the model's folder",
        "weights.bin, 24, 12, which has 32",
        "weights.bin, -4, 12, which has 32",
        "weights.bin, 0, 8, takes 12 bytes"
    })
    void areReadFromNowhereElse(String location, long offset, long length, String reason) throws IOException {
        Files.createSymbolicLink(models.resolve("link.bin"), folder.resolve("outside.bin"));
        Path file = model(location, offset, length);
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("'w'")
                .hasMessageContaining(reason);
    }

    /** y = x + w, with three numbers for w. */
    private Path model(String location, long offset, long length) throws IOException {
        TensorProto weights = TensorProto.newBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT.code())
                .addDims(3)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", String.valueOf(offset)))
                .addExternalData(entry("length", String.valueOf(length)))
                .build();
        GraphProto graph = GraphProto.newBuilder()
                .addInitializer(weights)
                .addInput(ValueInfoProto.newBuilder().setName("x"))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Add")
                        .addInput("x")
                        .addInput("w")
                        .addOutput("y"))
                .addOutput(ValueInfoProto.newBuilder().setName("y"))
                .build();
        return Files.write(
                models.resolve("model.onnx"),
                ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build().toByteArray());
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
