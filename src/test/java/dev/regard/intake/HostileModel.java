package dev.regard.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Something that is sent as a model and is none, or one that does harm.
 *
 * @param name    what is wrong with it
 * @param isTried true where only a trial tells
 * @param body    writes it
 */
public record HostileModel(String name, boolean isTried, Body body) {

    HostileModel(String name, Body body) {
        this(name, false, body);
    }

    /** Writes what is sent. */
    public interface Body {
        void write(OutputStream output) throws IOException;
    }

    static HostileModel of(String name, byte[] bytes) {
        return new HostileModel(name, output -> output.write(bytes));
    }

    /** The same, seen through by a trial only. */
    HostileModel tried() {
        return new HostileModel(name, true, body);
    }

    /** What is sent. Made anew each time: some are large. */
    public byte[] bytes() {
        return bytes(body);
    }

    static byte[] bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
