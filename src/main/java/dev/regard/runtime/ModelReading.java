package dev.regard.runtime;

import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads model files that nobody trusts. */
final class ModelReading {

    private ModelReading() {}

    /**
     * Looks through a file in little memory and time, and runs nothing.
     *
     * @throws InvalidModelException where that alone tells that it is no model, or one that would do harm
     */
    static void glance(Path file) {
        reading(() -> {
            Domains.check(OnnxReader.operators(file));
            return file;
        });
    }

    /**
     * Reads a model that {@link #glance} lets pass.
     *
     * @throws InvalidModelException where it cannot be read
     */
    static Model read(Path file) {
        glance(file);
        return reading(() -> OnnxReader.read(file));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new InvalidModelException("its file cannot be read", e);
        } catch (InvalidGraphException e) {
            throw new InvalidModelException(String.valueOf(e.getMessage()), e);
        }
    }
}
