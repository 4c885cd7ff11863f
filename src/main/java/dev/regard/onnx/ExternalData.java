package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Constants that lie in files beside the model, as exporters write models of more than 2 GB, and some all models. Only files in
 * the model's own folder are read, wherever a model says they are.
 */
final class ExternalData {

    /** Which entry says the file. */
    static final String LOCATION = "location";

    private final @Nullable Path folder;
    /** A file is looked for once, however many constants lie in it. */
    private final Set<String> found = new HashSet<>();

    private ExternalData(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Of a model in this folder. */
    static ExternalData in(@Nullable Path folder) {
        return new ExternalData(folder == null ? Path.of("") : folder);
    }

    /** Of a model that was not read from a file. */
    static ExternalData none() {
        return new ExternalData(null);
    }

    /** Throws an {@link InvalidGraphException} where no constant can lie there. */
    void check(String constant, String location) {
        if (!found.contains(location)) {
            resolve(constant, location);
            found.add(location);
        }
    }

    /** The bytes of a constant. */
    ByteBuffer read(TensorProto proto, long bytes) {
        String location = entry(proto, LOCATION, "");
        Path file = resolve(proto.getName(), location);
        try (FileChannel channel = FileChannel.open(file)) {
            long offset = Long.parseLong(entry(proto, "offset", "0"));
            long length = Long.parseLong(entry(proto, "length", String.valueOf(bytes)));
            if (offset < 0 || length != bytes || offset > channel.size() - length || length > Integer.MAX_VALUE) {
                throw new InvalidGraphException(
                        "the constant '%s' takes %d bytes; the model says %d of them lie at %d in '%s', which has %d"
                                .formatted(proto.getName(), bytes, length, offset, location, channel.size()));
            }
            ByteBuffer data = TensorData.allocate((int) length);
            data.put(channel.map(MapMode.READ_ONLY, offset, length));
            return data.flip();
        } catch (IOException | NumberFormatException e) {
            throw new InvalidGraphException(
                    "the constant '%s' cannot be read from '%s'".formatted(proto.getName(), location), e);
        }
    }

    private Path resolve(String constant, String location) {
        Path root = folder;
        if (root == null) {
            throw new InvalidGraphException(missing(constant, location));
        }
        try {
            Path file = root.resolve(location).toRealPath();
            if (file.startsWith(root.toRealPath()) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidGraphException(missing(constant, location), e);
        }
        throw new InvalidGraphException(missing(constant, location));
    }

    private static String missing(String constant, String location) {
        return "the constant '%s' lies in the file '%s', which is not in the model's folder"
                .formatted(constant, location);
    }

    private static String entry(TensorProto proto, String key, String otherwise) {
        return proto.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
