package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files that are built in. Blocks. */
final class Resources {

    private Resources() {}

    static Buffer read(String name) {
        try (InputStream resource = Resources.class.getClassLoader().getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("this build lacks " + name);
            }
            return Buffer.buffer(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
