package dev.regard;

import dev.regard.config.Home;
import dev.regard.config.RegardConfig;
import dev.regard.explain.Explainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A whole server on a port of its own, with the project's models and a data folder that goes away with it. */
public final class TestServer implements AutoCloseable {

    private static final int QUEUE = 32;
    private static final long DATA_LIMIT = 256L << 20;

    private final Path data;
    private final Regard regard;
    private final URI uri;

    private TestServer(Path data, Regard regard, URI uri) {
        this.data = data;
        this.regard = regard;
        this.uri = uri;
    }

    /** Starts a server; blocks until it answers. */
    public static TestServer start() {
        Path data = temporaryFolder();
        Home home = Home.find();
        RegardConfig config =
                new RegardConfig("127.0.0.1", 0, List.of(), data, "cpu", null, QUEUE, 8, 4, false, DATA_LIMIT);
        Regard regard = new Regard(config, home, Explainer.open(home.models(), config.device()));
        try {
            int port = regard.start().await();
            return new TestServer(data, regard, URI.create("http://127.0.0.1:%d/".formatted(port)));
        } catch (RuntimeException failure) {
            regard.close();
            delete(data);
            throw failure;
        }
    }

    /** Where the page is. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        regard.close();
        delete(data);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("regard-test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
